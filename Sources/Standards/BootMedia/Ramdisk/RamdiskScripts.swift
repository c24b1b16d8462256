/// The scripts that bring a machine from its kernel to the agent.
///
/// Kernel parameters they obey: `ip=` (the kernel's own form: `CLIENT:SERVER:GATEWAY:NETMASK:HOST:DEVICE:off:DNS:DNS`,
/// or `dhcp`; without a device every wired link gets the address), and `ingot.network-wait=` (seconds, default 60, after
/// which the agent starts without an address).
enum RamdiskScripts {
    /// Loads drivers, brings up the network, and returns when there is an address.
    static let start = """
        #!/bin/sh
        . /usr/lib/ingot/functions
        . /usr/lib/ingot/network
        hostname ingot-ramdisk
        ip link set dev lo up
        load_modules
        [ -d /sys/firmware/efi/efivars ] && mount -t efivarfs efivarfs /sys/firmware/efi/efivars
        [ -d /sys/fs/pstore ] && mount -t pstore pstore /sys/fs/pstore
        say "drivers loaded"
        configure_links
        wait_for_address
        # Controllers and links that take long to show up get their drivers and addresses later.
        (
            for pause in 1 2 3 5 8 13 30 60; do
                sleep "$pause"
                load_modules
                configure_links
            done
        ) &
        """

    /// Functions that give every link an address: from `ip=`, or by DHCP on all wired links at once.
    static let network = """
        links() {
            for link in /sys/class/net/*; do
                [ -e "$link/device" ] && [ "$(cat "$link/type")" = 1 ] && echo "${link##*/}"
            done
        }

        configure_links() {
            mkdir -p /run/ingot/links
            setting=$(parameter ip)
            for name in $(links); do
                [ -e "/run/ingot/links/$name" ] && continue
                : > "/run/ingot/links/$name"
                case $setting in
                    [0-9]*:*) configure_statically "$name" "$setting" ;;
                    *) udhcpc -f -i "$name" -s /usr/lib/ingot/dhcp -x "hostname:$(hostname)" -t 5 -T 2 -A 5 \\
                        > /dev/null 2>&1 & ;;
                esac
            done
        }

        # Takes a link and an ip= setting; a setting that names another device leaves the link up, without an address.
        configure_statically() {
            IFS=: read -r client server gateway netmask host device method dns1 dns2 rest <<END
        $2
        END
            ip link set dev "$1" up
            [ -n "$device" ] && [ "$device" != "$1" ] && return
            ifconfig "$1" "$client" netmask "${netmask:-255.255.255.0}" up
            [ -n "$gateway" ] && route add default gw "$gateway" dev "$1"
            [ -n "$host" ] && hostname "$host"
            for server in $dns1 $dns2; do echo "nameserver $server" >> /etc/resolv.conf; done
        }

        has_address() {
            ip -o addr show scope global | grep -q inet
        }

        wait_for_address() {
            limit=$(parameter ingot.network-wait)
            tries=$((${limit:-60} * 5))
            while [ "$tries" -gt 0 ]; do
                if has_address; then
                    say "network is up: $(ip -o addr show scope global | awk '{ print $2, $4 }' | tr '\\n' ' ')"
                    return
                fi
                tries=$((tries - 1))
                [ $((tries % 5)) = 0 ] && { load_modules; configure_links; }
                usleep 200000
            done
            say "no link got an address in ${limit:-60} s; links: $(links | tr '\\n' ' ')"
        }
        """

    /// What busybox's DHCP client calls when its lease changes; variables are udhcpc's.
    static let dhcp = """
        #!/bin/sh
        case $1 in
            deconfig)
                ip -4 addr flush dev "$interface"
                ip link set dev "$interface" up
                ;;
            bound | renew)
                [ -n "$mtu" ] && ip link set dev "$interface" mtu "$mtu"
                ifconfig "$interface" "$ip" netmask "${subnet:-255.255.255.0}"
                metric=$(cat "/sys/class/net/$interface/ifindex")
                for gateway in $router; do
                    route add default gw "$gateway" dev "$interface" metric "$metric" 2> /dev/null
                done
                for server in $dns; do
                    grep -qx "nameserver $server" /etc/resolv.conf || echo "nameserver $server" >> /etc/resolv.conf
                done
                [ -n "$hostname" ] && hostname "$hostname"
                ;;
        esac
        exit 0
        """

    /// Runs the agent once; busybox's init starts it again when it ends. A rescued machine has no agent.
    static let agent = """
        #!/bin/sh
        . /usr/lib/ingot/functions
        [ -e /etc/.rescued ] && exec sleep 86400
        export SSL_CERT_FILE=/etc/ssl/certs/ca-certificates.crt
        ulimit -n 65536
        say "agent starts"
        /usr/bin/ingot-agent < /dev/null > /dev/console 2>&1
        say "agent ended with status $?; it starts again in 5 s"
        sleep 5
        """

    static let inittab = ShellScripts.inittab(start: "/usr/lib/ingot/start", respawn: "/usr/lib/ingot/agent")

    /// All files of this table by path, with their permissions.
    static let files: [(path: String, text: String, permissions: UInt32)] = [
        ("/usr/lib/ingot/start", start, 0o755),
        ("/usr/lib/ingot/network", network, 0o644),
        ("/usr/lib/ingot/dhcp", dhcp, 0o755),
        ("/usr/lib/ingot/agent", agent, 0o755),
        ("/etc/hosts", "127.0.0.1 localhost\n::1 localhost", 0o644),
        ("/etc/nsswitch.conf", "hosts: files dns", 0o644),
        ("/etc/passwd", "root:x:0:0:root:/root:/bin/sh", 0o644),
        ("/etc/group", "root:x:0:", 0o644),
        ("/etc/resolv.conf", "", 0o644),
    ]
}
