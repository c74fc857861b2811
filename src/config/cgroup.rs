//! Limits that the kernel holds the process to. A limit holds for a whole subtree, so every folder
//! from the process's own up to the root counts and the tightest wins (kernel documentation,
//! admin-guide/cgroup-v2).

use std::fs;
use std::path::Path;

/// Bytes that a cgroup v1 without a limit reports, or more.
const UNLIMITED_BYTES: f64 = (1_u64 << 60) as f64;

/// The memory limit in bytes: `memory.max` (v2) or `memory.limit_in_bytes` (v1).
pub fn memory_limit() -> Option<u64> {
    memory_limit_below(Path::new("/")).map(|bytes| bytes as u64)
}

fn memory_limit_below(root: &Path) -> Option<f64> {
    let read = |folder: &Path, file: &str| {
        let text = fs::read_to_string(folder.join(file)).ok()?;
        text.trim().parse().ok().filter(|bytes| *bytes < UNLIMITED_BYTES)
    };
    tightest(
        root,
        "memory",
        |folder| read(folder, "memory.max"),
        |folder| read(folder, "memory.limit_in_bytes"),
    )
}

/// The smallest limit of a controller below `root`, which stands for `/`.
pub(super) fn tightest(
    root: &Path,
    controller: &str,
    v2: impl Fn(&Path) -> Option<f64>,
    v1: impl Fn(&Path) -> Option<f64>,
) -> Option<f64> {
    let memberships = fs::read_to_string(root.join("proc/self/cgroup")).ok()?;
    let mut tightest: Option<f64> = None;
    for line in memberships.lines() {
        // `hierarchy-ID:controllers:path`, RFC-less but fixed: cgroups(7).
        let mut parts = line.splitn(3, ':');
        let (Some(hierarchy), Some(controllers), Some(path)) =
            (parts.next(), parts.next(), parts.next())
        else {
            continue;
        };
        let found = if hierarchy == "0" && controllers.is_empty() {
            walk(&root.join("sys/fs/cgroup"), path, &v2)
        } else if controllers.split(',').any(|name| name == controller) {
            let named = root.join("sys/fs/cgroup").join(controllers);
            let mount =
                if named.is_dir() { named } else { root.join("sys/fs/cgroup").join(controller) };
            walk(&mount, path, &v1)
        } else {
            None
        };
        tightest = match (tightest, found) {
            (Some(left), Some(right)) => Some(left.min(right)),
            (left, right) => left.or(right),
        };
    }
    tightest
}

/// Asks every folder from the mount down to the process's own. In a container without its own
/// cgroup namespace the path is the host's and does not exist below the mount, which then *is* the
/// container's folder: missing folders are skipped.
fn walk(mount: &Path, path: &str, limit: &impl Fn(&Path) -> Option<f64>) -> Option<f64> {
    let mut folder = mount.to_path_buf();
    let mut tightest = limit(&folder);
    for part in path.split('/').filter(|part| !part.is_empty() && *part != "..") {
        folder.push(part);
        if let Some(found) = limit(&folder) {
            tightest = Some(tightest.map_or(found, |known| known.min(found)));
        }
    }
    tightest
}

#[cfg(test)]
mod tests {
    use super::*;

    fn limit(name: &str, files: &[(&str, &str)]) -> Option<f64> {
        let root = std::env::temp_dir().join(format!("fpa-cgroup-{}-{name}", std::process::id()));
        for (file, text) in files {
            let path = root.join(file);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }
        let found = memory_limit_below(&root);
        fs::remove_dir_all(root).unwrap();
        found
    }

    #[test]
    fn the_tightest_folder_of_the_path_wins() {
        let files = [
            ("proc/self/cgroup", "0::/pods/one\n"),
            ("sys/fs/cgroup/pods/memory.max", "1073741824\n"),
            ("sys/fs/cgroup/pods/one/memory.max", "536870912\n"),
        ];
        assert_eq!(limit("v2", &files), Some(536_870_912.0));
    }

    #[test]
    fn no_limit_is_no_limit_in_either_version() {
        let v2 = [("proc/self/cgroup", "0::/\n"), ("sys/fs/cgroup/memory.max", "max\n")];
        assert_eq!(limit("none-v2", &v2), None);
        let v1 = [
            ("proc/self/cgroup", "5:memory:/a\n"),
            ("sys/fs/cgroup/memory/memory.limit_in_bytes", "9223372036854771712\n"),
        ];
        assert_eq!(limit("none-v1", &v1), None);
    }
}
