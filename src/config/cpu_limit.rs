//! How many threads the CPU limit allows: the smaller of the scheduler's affinity and the cgroup
//! quota, v2 (`cpu.max`) or v1 (`cpu.cfs_quota_us` over `cpu.cfs_period_us`; kernel documentation,
//! admin-guide/cgroup-v2 "CPU" and scheduler/sched-bwc).

use std::fs;
use std::path::Path;

use super::cgroup;

/// Threads to start: at least one, never more than the limit rounded up.
pub fn threads() -> usize {
    let affinity = std::thread::available_parallelism().map_or(1, usize::from);
    match quota(Path::new("/")) {
        Some(cpus) => affinity.min(cpus.ceil().max(1.0) as usize),
        None => affinity,
    }
}

/// What `configured` means: itself, or the CPU limit where it is 0.
pub fn or_limit(configured: usize) -> usize {
    if configured == 0 { threads() } else { configured }
}

/// The tightest quota in CPUs below `root`, which stands for `/`.
pub fn quota(root: &Path) -> Option<f64> {
    cgroup::tightest(root, "cpu", quota_v2, quota_v1)
}

/// `max 100000` or `150000 100000`.
fn quota_v2(folder: &Path) -> Option<f64> {
    let text = fs::read_to_string(folder.join("cpu.max")).ok()?;
    let mut words = text.split_ascii_whitespace();
    ratio(words.next()?.parse().ok()?, words.next()?.parse().ok()?)
}

/// A quota of -1 is none.
fn quota_v1(folder: &Path) -> Option<f64> {
    let read = |name| fs::read_to_string(folder.join(name)).ok()?.trim().parse().ok();
    ratio(read("cpu.cfs_quota_us")?, read("cpu.cfs_period_us")?)
}

fn ratio(quota: f64, period: f64) -> Option<f64> {
    (quota > 0.0 && period > 0.0).then(|| quota / period)
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use super::*;

    fn root(name: &str, files: &[(&str, &str)]) -> PathBuf {
        let root = std::env::temp_dir().join(format!("fpa-cgroup-{}-{name}", std::process::id()));
        for (path, text) in files {
            let path = root.join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }
        root
    }

    #[test]
    fn version_two_takes_the_tightest_folder_above_the_process() {
        let root = root(
            "v2",
            &[
                ("proc/self/cgroup", "0::/kubepods/pod1/box\n"),
                ("sys/fs/cgroup/kubepods/cpu.max", "800000 100000\n"),
                ("sys/fs/cgroup/kubepods/pod1/cpu.max", "150000 100000\n"),
                ("sys/fs/cgroup/kubepods/pod1/box/cpu.max", "max 100000\n"),
            ],
        );
        assert_eq!(quota(&root), Some(1.5));
    }

    #[test]
    fn version_two_in_its_own_namespace_reads_the_mount_itself() {
        let root = root(
            "v2-own",
            &[("proc/self/cgroup", "0::/\n"), ("sys/fs/cgroup/cpu.max", "50000 100000\n")],
        );
        assert_eq!(quota(&root), Some(0.5));
    }

    #[test]
    fn version_one_divides_quota_by_period_in_either_mount_name() {
        for (name, mount) in [("v1", "cpu,cpuacct"), ("v1-alias", "cpu")] {
            let quota_file = format!("sys/fs/cgroup/{mount}/docker/abc/cpu.cfs_quota_us");
            let period_file = format!("sys/fs/cgroup/{mount}/docker/abc/cpu.cfs_period_us");
            let memberships = "5:memory:/docker/abc\n4:cpu,cpuacct:/docker/abc\n0::/\n";
            let root = root(
                name,
                &[
                    ("proc/self/cgroup", memberships),
                    (&quota_file, "200000\n"),
                    (&period_file, "100000\n"),
                ],
            );
            assert_eq!(quota(&root), Some(2.0), "{mount}");
        }
    }

    #[test]
    fn no_quota_is_no_limit() {
        let unlimited = root(
            "v1-none",
            &[
                ("proc/self/cgroup", "4:cpu:/\n"),
                ("sys/fs/cgroup/cpu/cpu.cfs_quota_us", "-1\n"),
                ("sys/fs/cgroup/cpu/cpu.cfs_period_us", "100000\n"),
            ],
        );
        assert_eq!(quota(&unlimited), None);
        assert_eq!(quota(Path::new("/nowhere/at/all")), None);
    }

    #[test]
    fn zero_means_the_limit() {
        assert_eq!(or_limit(3), 3);
        assert!(or_limit(0) >= 1);
    }
}
