//! Graphics cards and their memory: NVIDIA's by its own program, AMD's by what Linux shows of them, Apple's by what is
//! known of every one.

use std::io::Read;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use super::Gpu;

/// A driver that hangs holds nobody up for longer.
const PATIENCE: Duration = Duration::from_secs(3);
const LOOK: Duration = Duration::from_millis(10);
/// More than any program says about its cards, and more cards than any machine has.
const LONGEST: u64 = 16 << 10;
const MOST: usize = 32;
const MEBIBYTE: u64 = 1 << 20;

/// Every card with memory of its own, and Apple's, which shares the machine's `memory`.
pub(super) fn find(memory: u64, available: u64, over: &(dyn Fn() -> bool + Sync)) -> Vec<Gpu> {
    let mut gpus = ask(&mut nvidia(), PATIENCE, over).map_or_else(Vec::new, |text| parse(&text));
    gpus.extend(amd(Path::new("/sys/class/drm")));
    if cfg!(all(target_os = "macos", target_arch = "aarch64")) {
        gpus.push(Gpu { name: "Apple GPU".into(), memory, free: available, unified: true });
    }
    gpus.truncate(MOST);
    gpus
}

fn nvidia() -> Command {
    let mut command = Command::new("nvidia-smi");
    command.args(["--query-gpu=name,memory.total,memory.free", "--format=csv,noheader,nounits"]);
    command
}

/// What the program says, if it is there and says it within `patience`.
fn ask(command: &mut Command, patience: Duration, over: &(dyn Fn() -> bool + Sync)) -> Option<String> {
    let began = Instant::now();
    let mut child = command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null()).spawn().ok()?;
    let ended = loop {
        match child.try_wait() {
            Ok(Some(status)) => break status.success(),
            Ok(None) if began.elapsed() < patience && !over() => std::thread::sleep(LOOK),
            Ok(None) | Err(_) => break false,
        }
    };
    if !ended {
        // It may have ended by itself at this very moment.
        drop(child.kill());
        drop(child.wait());
        return None;
    }
    let mut text = String::new();
    child.stdout.take()?.take(LONGEST).read_to_string(&mut text).ok()?;
    Some(text)
}

/// Lines such as `NVIDIA H100 80GB HBM3, 81559, 80994`, the numbers in MiB. Others are passed over: a card that
/// shares the machine's memory says `[N/A]`.
fn parse(text: &str) -> Vec<Gpu> {
    let card = |line: &str| {
        let mut fields = line.rsplitn(3, ',').map(str::trim);
        let free = fields.next()?.parse::<u64>().ok()?.checked_mul(MEBIBYTE)?;
        let memory = fields.next()?.parse::<u64>().ok()?.checked_mul(MEBIBYTE)?;
        let name = fields.next()?.chars().filter(|letter| !letter.is_control()).take(80).collect();
        Some(Gpu { name, memory, free: free.min(memory), unified: false })
    };
    text.lines().filter_map(card).collect()
}

/// Cards of the `amdgpu` driver, which says in a file each how much memory there is and is used.
fn amd(drm: &Path) -> Vec<Gpu> {
    let Ok(listing) = std::fs::read_dir(drm) else { return Vec::new() };
    let mut cards: Vec<_> = listing.filter_map(|entry| Some(entry.ok()?.path())).collect();
    cards.sort();
    let card = |path: &std::path::PathBuf| {
        let name = path.file_name()?.to_str()?;
        // `card0` is a card, `card0-HDMI-A-1` one of its sockets.
        name.strip_prefix("card")?.parse::<u32>().ok()?;
        let device = path.join("device");
        let number = |file: &str| short(&device.join(file))?.trim().parse::<u64>().ok();
        let memory = number("mem_info_vram_total").filter(|memory| *memory > 0)?;
        let used = number("mem_info_vram_used").unwrap_or(0);
        let name = short(&device.join("product_name")).map(|name| name.trim().to_owned());
        Some(Gpu {
            name: name.filter(|name| !name.is_empty()).unwrap_or_else(|| "AMD graphics card".into()),
            memory,
            free: memory.saturating_sub(used),
            unified: false,
        })
    };
    cards.iter().filter_map(card).take(MOST).collect()
}

fn short(path: &Path) -> Option<String> {
    let mut text = String::new();
    std::fs::File::open(path).ok()?.take(256).read_to_string(&mut text).ok()?;
    Some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_nvidias_program_says_is_read_and_nonsense_passed_over() {
        let text = "NVIDIA H100 80GB HBM3, 81559, 80994\r\nNVIDIA GB10, [N/A], [N/A]\n\nTesla, V100, 16384, 99999\n\
                    x, 18446744073709551615, 1\n, ,\n";
        let gpus = parse(text);
        assert_eq!(gpus.len(), 2, "{gpus:?}");
        assert_eq!(gpus[0].name, "NVIDIA H100 80GB HBM3");
        assert_eq!((gpus[0].memory, gpus[0].free), (81_559 << 20, 80_994 << 20));
        assert_eq!(gpus[1].name, "Tesla, V100");
        assert_eq!(gpus[1].free, gpus[1].memory, "no more is free than there is");
    }

    #[test]
    fn cards_of_amd_are_found_among_their_sockets_and_others() {
        let drm = tempfile::tempdir().expect("a folder");
        let file = |name: &str, text: &str| {
            let path = drm.path().join(name);
            std::fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
            std::fs::write(path, text).expect("a file");
        };
        file("card1/device/mem_info_vram_total", "17163091968\n");
        file("card1/device/mem_info_vram_used", "163091968\n");
        file("card1-DP-1/device/mem_info_vram_total", "17163091968\n");
        file("card0/device/vendor", "0x8086\n");
        file("card2/device/mem_info_vram_total", "0\n");
        file("renderD128/device/mem_info_vram_total", "17163091968\n");
        let gpus = amd(drm.path());
        assert_eq!(gpus.len(), 1, "{gpus:?}");
        assert_eq!((gpus[0].memory, gpus[0].free), (17_163_091_968, 17_000_000_000));
        assert_eq!(gpus[0].name, "AMD graphics card");
        assert_eq!(amd(&drm.path().join("nowhere")), []);
    }

    #[cfg(unix)]
    #[test]
    fn a_program_that_hangs_or_fails_or_is_not_there_holds_nobody_up() {
        let began = Instant::now();
        let mut sleeping = Command::new("sleep");
        sleeping.arg("600");
        assert_eq!(ask(&mut sleeping, Duration::from_millis(100), &|| false), None);
        assert_eq!(ask(&mut sleeping, PATIENCE, &|| true), None);
        assert_eq!(ask(&mut Command::new("false"), PATIENCE, &|| false), None);
        assert_eq!(ask(&mut Command::new("vesper-no-such-program"), PATIENCE, &|| false), None);
        assert!(began.elapsed() < Duration::from_secs(60));
        let mut saying = Command::new("echo");
        saying.arg("A card, 2, 1");
        assert_eq!(ask(&mut saying, PATIENCE, &|| false).as_deref(), Some("A card, 2, 1\n"));
    }
}
