/// Shell text that the first roots of ramdisk and small instance share. It runs under busybox.
enum ShellScripts {
    /// `/init`: the kernel starts it; it makes the kernel's own file systems visible and hands over to busybox's init,
    /// which never ends, collects orphans, and obeys `/etc/inittab`.
    static let initialize = """
        #!/bin/busybox sh
        /bin/busybox mount -t proc proc /proc
        /bin/busybox --install -s
        read -r started _ < /proc/uptime
        mount -t sysfs sysfs /sys
        mount -t devtmpfs -o mode=0755 devtmpfs /dev
        mkdir -p /dev/pts /dev/shm
        mount -t devpts devpts /dev/pts
        mount -t tmpfs -o mode=1777 tmpfs /dev/shm
        echo "ingot: init started at $started s"
        exec /sbin/init
        """

    /// Functions for the other scripts: `say`, `parameter` and `load_modules`.
    ///
    /// Drivers are loaded for the devices that are there, in rounds, because a bus driver brings up further devices.
    /// Nobody waits for a device manager to come to rest: devices that show up late are met by a later call.
    static let functions = """
        export PATH=/usr/sbin:/usr/bin HOME=/root LC_ALL=C.UTF-8

        say() {
            read -r now _ < /proc/uptime
            echo "ingot: $now s: $*" > /dev/console
        }

        # Prints the value of a kernel parameter; the last one wins.
        parameter() {
            value=
            for word in $(cat /proc/cmdline); do
                case $word in "$1="*) value=${word#*=} ;; esac
            done
            echo "$value"
        }

        load_modules() {
            for round in 1 2 3 4 5 6; do
                aliases=$(cat /sys/bus/*/devices/*/modalias 2>/dev/null | sort -u)
                [ "$aliases" = "$known_aliases" ] && return
                known_aliases=$aliases
                modprobe -abq $aliases 2>/dev/null
            done
        }
        """

    static func inittab(start: String, respawn: String? = nil) -> String {
        let lines = ["::sysinit:\(start)", respawn.map { "::respawn:\($0)" }, "::ctrlaltdel:/sbin/reboot"]
        return lines.compactMap { $0.map { "\($0)\n" } }.joined()
    }
}

extension Initramfs {
    /// Adds `/init` and the functions, as ``ShellScripts`` has them.
    mutating func addStart(inittab: String) {
        add(.text(ShellScripts.initialize + "\n", permissions: 0o755), at: "/init")
        add(.text(ShellScripts.functions + "\n", permissions: 0o644), at: "/usr/lib/ingot/functions")
        add(.text(inittab, permissions: 0o644), at: "/etc/inittab")
    }
}
