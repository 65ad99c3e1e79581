//! Processes that die, disks that are full, limits and proxies: what only a process of its own can show.
//!
//! The child is this very test program, told by its environment to be one.

use std::io::Write;
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};
use std::thread;
use std::time::Duration;

use vesper_catalog::{Hub, News, Store, get};

use crate::server::{Reply, Server};
use crate::world::{FILE, Listener, Random, World, bytes, large, limits, model};

const FOLDER: &str = "VESPER_FETCH_CHILD";
const FILL: &str = "VESPER_FETCH_CHILD_FILLS";
const SIZE: usize = 8_000_000;
/// What the server sends at once.
const DROP: usize = 16 << 10;
const BLOCK: u64 = 512 << 10;

fn command(program: &str, world: &World) -> Command {
    let mut command = Command::new(program);
    command.env(FOLDER, world.folder.path()).env("HF_ENDPOINT", &world.hub.endpoint);
    command.env("HF_TOKEN", crate::world::TOKEN).env("HF_HOME", world.folder.path());
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

fn this() -> String {
    std::env::current_exe().unwrap().to_str().unwrap().to_owned()
}

const CHILD: [&str; 3] = ["--exact", "kills::as_a_child", "--nocapture"];

fn child(world: &World) -> Child {
    command(&this(), world).args(CHILD).spawn().unwrap()
}

/// Not a test of its own: what a child process does.
#[test]
fn as_a_child() {
    let Ok(folder) = std::env::var(FOLDER) else { return };
    let mut hub = Hub::from_environment().unwrap();
    hub.limits = vesper_catalog::Limits { block: BLOCK, ..limits() };
    let (store, model) = (Store::at(&folder), model(&[FILE]));
    let ballast = Path::new(&folder).join("ballast");
    let mut fills = std::env::var(FILL).is_ok().then(|| ballast.clone());
    let mut listener = Listener::until(move |news| {
        if matches!(news, News::Progress(progress) if progress.done > 0)
            && let Some(ballast) = fills.take()
        {
            fill(&ballast);
        }
        false
    });
    let told = |result: vesper_speech::Result<()>| match result {
        Ok(()) => println!("whole"),
        Err(error) => println!("{:?}: {error}", error.kind),
    };
    told(get(&hub, &store, &model, &mut listener));
    if std::env::var(FILL).is_ok() {
        std::fs::remove_file(ballast).unwrap();
        told(get(&hub, &store, &model, &mut Listener::default()));
    }
}

/// Writes until nothing fits any more.
fn fill(path: &Path) {
    let mut file = std::fs::File::create(path).unwrap();
    for block in [1 << 20, 4096, 1] {
        let block = vec![0; block];
        while file.write_all(&block).is_ok() {}
    }
}

fn dripping(seed: u64) -> Server {
    let content = bytes(SIZE, seed);
    Server::start(move |asked| large(asked, &content).dripping(DROP, Duration::from_millis(4)))
}

#[test]
fn killed_at_any_moment_the_file_is_absent_or_whole_and_no_more_than_a_block_comes_again() {
    let server = dripping(51);
    let world = World::new(server.url(), &[FILE]);
    let mut random = Random(51);
    let mut kills = 0;
    while !world.path(FILE).exists() {
        let mut child = child(&world);
        thread::sleep(Duration::from_millis(40 + random.below(250) as u64));
        child.kill().unwrap();
        child.wait().unwrap();
        kills += 1;
        assert!(kills < 200, "it never gets further");
        // What the dead one had asked for stops coming.
        thread::sleep(Duration::from_millis(20));
    }
    assert!(std::fs::read(world.path(FILE)).unwrap() == *bytes(SIZE, 51));
    let before = server.sent();
    // Whether the last one lived to write its lock or not.
    world.brings();
    world.has(FILE, &bytes(SIZE, 51));
    assert_eq!(server.sent(), before, "what was whole came again");
    let left: Vec<_> =
        std::fs::read_dir(world.path("")).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    let ours = |name: &std::ffi::OsString| [FILE, "lock.toml", ".get.lock"].iter().any(|known| name == known);
    assert!(left.iter().all(ours), "{left:?}");
    println!("{kills} kills, {} bytes came twice", server.sent() - SIZE as u64);
    // The block, and what was in the sockets of four connections.
    let most = BLOCK + 4 * 4 * DROP as u64;
    let twice = server.sent() - SIZE as u64;
    assert!(kills >= 4 && twice <= kills * most, "{kills} kills, {twice} bytes twice");
}

#[test]
fn two_processes_share_one_download() {
    let server = dripping(52);
    let world = World::new(server.url(), &[FILE]);
    let children = [child(&world), child(&world), child(&world)];
    for child in children {
        says(&child.wait_with_output().unwrap(), &["whole"]);
    }
    world.has(FILE, &bytes(SIZE, 52));
    assert_eq!(server.sent(), SIZE as u64);
}

#[test]
fn one_that_waits_takes_over_from_one_that_is_killed() {
    let server = dripping(53);
    let world = World::new(server.url(), &[FILE]);
    let mut first = child(&world);
    while server.sent() < SIZE as u64 / 4 {
        thread::sleep(Duration::from_millis(5));
    }
    let second = child(&world);
    thread::sleep(Duration::from_millis(100));
    first.kill().unwrap();
    first.wait().unwrap();
    says(&second.wait_with_output().unwrap(), &["whole"]);
    world.has(FILE, &bytes(SIZE, 53));
    assert!(server.sent() <= SIZE as u64 + BLOCK + 4 * 4 * DROP as u64, "{}", server.sent());
}

#[test]
fn a_disk_that_fills_up_ends_it_cleanly_and_with_room_it_goes_on() {
    let server = dripping(54);
    let world = World::new(server.url(), &[FILE]);
    let script = "mount -t tmpfs -o size=48m tmpfs \"$VESPER_FETCH_CHILD\" && exec \"$@\"";
    let unshare = |words: &[&str]| {
        let mut command = command("unshare", &world);
        command.args(["--user", "--map-root-user", "--mount", "sh", "-c", script, "sh"]).args(words);
        command.env(FILL, "1").output()
    };
    if !unshare(&["true"]).is_ok_and(|output| output.status.success()) {
        eprintln!("SKIPPED: a disk of its own needs unshare(1) and user namespaces, which are not there");
        return;
    }
    let this = this();
    let words: Vec<&str> = [this.as_str()].into_iter().chain(CHILD).collect();
    let output = unshare(&words).unwrap();
    says(&output, &["DiskFull", "whole"]);
    assert!(server.sent() <= SIZE as u64 + BLOCK + 4 * 4 * DROP as u64, "{}", server.sent());
}

#[cfg(unix)]
#[test]
fn a_limit_on_the_length_of_files_is_told_as_one() {
    let server = dripping(55);
    let world = World::new(server.url(), &[FILE]);
    let mut command = command("sh", &world);
    command.args(["-c", "trap '' XFSZ; ulimit -f 4000; exec \"$@\"", "sh", &this()]).args(CHILD);
    says(&command.output().unwrap(), &["Unwritable", "allows no file this long"]);
    world.lacks(FILE);
    world.brings();
    world.has(FILE, &bytes(SIZE, 55));
}

#[test]
fn a_proxy_of_the_environment_stands_between() {
    let content = bytes(1_000_000, 56);
    let proxy =
        Server::start(
            move |asked| {
                if asked.method == "CONNECT" { Reply::status(200) } else { large(asked, &content) }
            },
        );
    let world = World::new("http://hub.example".into(), &[FILE]);
    let output = command(&this(), &world).args(CHILD).env("HTTP_PROXY", proxy.url()).output().unwrap();
    says(&output, &["whole"]);
    let asked = proxy.asked();
    assert_eq!((asked[0].method.as_str(), asked[0].path.as_str()), ("CONNECT", "hub.example:80"));
    assert!(asked.iter().any(|asked| asked.method == "HEAD"));
    // Nobody on the way may read the token.
    assert!(asked.iter().all(|asked| asked.header("authorization").is_none()));
}

#[track_caller]
fn says(output: &Output, words: &[&str]) {
    let text = String::from_utf8_lossy(&output.stdout);
    let mut rest = text.as_ref();
    for word in words {
        let at = rest.find(word).unwrap_or_else(|| {
            panic!("`{word}` is not in:\n{text}\n{}", String::from_utf8_lossy(&output.stderr))
        });
        rest = &rest[at + word.len()..];
    }
}
