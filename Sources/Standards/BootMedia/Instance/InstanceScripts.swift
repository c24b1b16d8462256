/// What instances say on their serial console. Each line is looked for by whoever deployed them.
package enum InstanceScripts {
    /// The line that an instance prints when it runs from its disk.
    package static let bootedLine = "INGOT INSTANCE BOOTED FROM DISK"
    /// What every line about the config drive begins with.
    package static let configDrivePrefix = "INGOT CONFIG DRIVE: "

    /// Prints what booted, then what the config drive holds. Runs under busybox and under Debian's shell.
    static let report = """
        #!/bin/sh
        # $1: where to print.
        exec > "$1" 2>&1

        boot_source() {
            for word in $(cat /proc/cmdline); do
                case $word in BOOT_IMAGE=* | root=*) printf '%s ' "$word" ;; esac
            done
        }

        # Prints a text field of the JSON on standard input.
        field() {
            tr '\\n' ' ' | sed -n "s/.*\\"$1\\"[[:space:]]*:[[:space:]]*\\"\\([^\\"]*\\)\\".*/\\1/p"
        }

        echo
        echo "\(bootedLine)"
        echo "INGOT INSTANCE KERNEL: $(uname -r) $(boot_source)"

        tries=0
        until device=$(findfs LABEL=config-2 2> /dev/null) || device=$(findfs LABEL=CONFIG-2 2> /dev/null); do
            tries=$((tries + 1))
            if [ "$tries" -gt 20 ]; then
                echo "\(configDrivePrefix)none found"
                exit 0
            fi
            sleep 1
        done
        mkdir -p /run/config-drive
        if ! mount -t iso9660 -o ro "$device" /run/config-drive && ! mount -t vfat -o ro "$device" /run/config-drive; then
            echo "\(configDrivePrefix)$device cannot be mounted"
            exit 0
        fi
        data=/run/config-drive/openstack/latest
        if [ -f "$data/meta_data.json" ]; then
            name=$(field name < "$data/meta_data.json")
            uuid=$(field uuid < "$data/meta_data.json")
            echo "\(configDrivePrefix)name=$name uuid=$uuid device=$device"
        else
            echo "\(configDrivePrefix)$device has no openstack/latest/meta_data.json"
        fi
        # awk ends the last line, whether or not the user data does.
        [ -f "$data/user_data" ] && awk '{ print "\(configDrivePrefix)user_data: " $0 }' "$data/user_data"
        [ -f "$data/network_data.json" ] && echo "\(configDrivePrefix)network_data.json is there"
        umount /run/config-drive
        echo "INGOT INSTANCE READY"
        """

    /// Starts the small instance: drivers first, then the report.
    static let start = """
        #!/bin/sh
        . /usr/lib/ingot/functions
        hostname ingot-instance
        load_modules
        ( for pause in 1 2 3 5; do sleep "$pause"; load_modules; done ) &
        /usr/lib/ingot/report /dev/console
        """

    static let inittab = ShellScripts.inittab(start: "/usr/lib/ingot/start")

    /// The unit that prints the report in a Debian instance.
    static let unit = """
        [Unit]
        Description=Report on the serial console that this instance runs
        After=local-fs.target

        [Service]
        Type=oneshot
        ExecStart=/usr/local/sbin/ingot-report /dev/console

        [Install]
        WantedBy=multi-user.target
        """
}
