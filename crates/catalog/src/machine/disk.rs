use std::path::Path;

/// Bytes free where `folder` lies, or would lie: it need not be there yet. 0 where the system does not say.
pub(super) fn free(folder: &Path) -> u64 {
    let absolute = std::path::absolute(folder).unwrap_or_else(|_| folder.to_owned());
    let nearest = absolute.ancestors().find(|ancestor| ancestor.is_dir());
    nearest.and_then(|nearest| fs4::available_space(nearest).ok()).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::free;

    #[test]
    fn a_folder_that_is_not_there_yet_has_the_room_of_the_one_it_will_lie_in() {
        let folder = tempfile::tempdir().expect("a folder");
        let there = free(folder.path());
        assert!(there > 0);
        let deep = free(&folder.path().join("not/yet/there"));
        // Others write to the same disk meanwhile.
        assert!(deep.abs_diff(there) < 1 << 30, "{deep} and {there}");
    }

    #[test]
    fn a_file_in_the_way_is_passed_over() {
        let folder = tempfile::tempdir().expect("a folder");
        std::fs::write(folder.path().join("file"), "no folder").expect("a file");
        assert!(free(&folder.path().join("file/models")) > 0);
    }
}
