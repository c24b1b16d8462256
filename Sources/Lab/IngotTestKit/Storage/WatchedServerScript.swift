extension PrivatePostgreSQL {
    /// Makes a cluster, starts its server, prints its directory, and takes both away when the input ends.
    ///
    /// Arguments: the directory of PostgreSQL's programs, the name of the owner. What goes wrong is printed instead. The
    /// cluster lives below /tmp whatever the environment says, as the path of its socket may have 107 bytes at most.
    static let watchedServerScript = """
        set -eu
        programs=$1 owner=$2 server=
        directory=$(mktemp -d /tmp/ingot-postgresql.XXXXXX)
        cd "$directory"
        finish() {
            if [ -n "$server" ]; then
                kill -INT "$server" 2>/dev/null || true
                wait "$server" || true
            fi
            cd /
            rm -rf "$directory"
        }
        trap finish EXIT
        trap 'exit 1' HUP INT TERM
        give_up() {
            cat "$directory/log"
            exit 1
        }
        "$programs/initdb" --pgdata="$directory/data" --username="$owner" --auth=trust --encoding=UTF8 --locale=C \\
            --no-sync --no-instructions >"$directory/log" 2>&1 || give_up
        "$programs/postgres" -D "$directory/data" -k "$directory" -c listen_addresses= -c fsync=off \\
            -c full_page_writes=off -c autovacuum=off -c max_connections=400 -c shared_buffers=64MB \\
            </dev/null >>"$directory/log" 2>&1 &
        server=$!
        attempts=0
        until "$programs/pg_isready" --quiet --host="$directory"; do
            attempts=$((attempts + 1))
            [ "$attempts" -le 6000 ] || give_up
            kill -0 "$server" 2>/dev/null || give_up
            sleep 0.05
        done
        echo "$directory"
        cat >/dev/null
        """
}
