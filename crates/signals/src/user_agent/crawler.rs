//! Which user agents belong to a declared robot: a crawler, a monitor, a previewer or a scanner.

use super::facts::Facts;
use super::products::Product;
use super::words::Word;
use crate::labels::Os;

/// How one word identifies a robot.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Robot {
    /// The name is explicit: `Googlebot`, `webcrawler`.
    Named,
    /// The name suggests it: `LinkChecker`, `FeedFetcher`.
    Hinted,
    /// An address after a plus sign, as robots name their page.
    DeclaredAddress,
    /// Another address.
    Address,
}

/// Whether the text is a declared robot's.
pub(super) fn is_crawler(facts: &Facts) -> bool {
    let has = |product| facts.has(product);
    // A library's own user agent may hold the address of its project.
    let declared = facts.declared_address && !facts.library_leads;
    if facts.robot_name || declared || facts.service_leads && facts.platform.is_none() {
        return true;
    }
    // Add-ons and proxies left addresses and tool names in the user agents of people of those
    // years, and every Internet Explorer says "compatible".
    let old = facts.has_any(&[Product::Msie, Product::Trident, Product::Opera, Product::Presto])
        || facts.number(Product::Firefox).is_some_and(|major| major < 4);
    // Phones and applications carry names and addresses of every kind.
    let application = has(Product::OtherPhone)
        || has(Product::InApp)
        || facts.platform == Some(Os::Android) && !facts.engine_named();
    if old || application {
        return false;
    }
    // No browser of today writes "compatible"; Konqueror and NetFront did.
    let compatible = has(Product::Compatible) && !has(Product::OtherBrowser);
    facts.robot_hint || compatible || facts.address && !facts.library_leads
}

/// Whether an unknown word points to a robot.
pub(super) fn robot(word: &Word<'_>) -> Option<Robot> {
    if word.opens_address {
        let web = word.name.get(..4).is_some_and(|start| start.eq_ignore_ascii_case(b"http"));
        return match web {
            true if word.after_plus => Some(Robot::DeclaredAddress),
            true => Some(Robot::Address),
            false => None,
        };
    }
    match says_robot(word.name) {
        None if is_address(word.name) => Some(Robot::Address),
        says => says,
    }
}

/// Searches the name for a stem; one walk over it, whatever its length.
fn says_robot(name: &[u8]) -> Option<Robot> {
    let mut hint = NAMESPACES.iter().any(|start| starts_with(name, start));
    let mut rest = name;
    while let [first, tail @ ..] = rest {
        let (named, hinted): (&[&[u8]], &[&[u8]]) = match first.to_ascii_lowercase() {
            b'a' => (&[], &[b"agent", b"analy", b"archiv"]),
            b'b' if is_bot(name, rest) => return Some(Robot::Named),
            b'c' => (&[b"crawl"], &[b"check"]),
            b'd' => (&[], &[b"discover"]),
            b'f' => (&[b"fetcher"], &[b"favicon", b"feed", b"fetch"]),
            b'i' => (&[], &[b"indexer", b"inspect"]),
            b'l' => (&[b"linkcheck"], &[]),
            b'm' => (&[], &[b"monitor"]),
            b'p' => (&[], &[b"parser", b"pinger", b"preview"]),
            b'r' => (&[], &[b"reader"]),
            b's' => (
                &[b"scraper", b"scrapy", b"slurp", b"spider"],
                &[
                    b"scann",
                    b"scrap",
                    b"search",
                    b"sitemap",
                    b"subscriber",
                    b"survey",
                    b"synthetic",
                ],
            ),
            b'u' => (&[], &[b"uptime"]),
            b'v' => (&[], &[b"validat", b"verif"]),
            b'w' => (&[], &[b"webhook"]),
            _ => (&[], &[]),
        };
        if named.iter().any(|stem| starts_with(rest, stem)) {
            return Some(Robot::Named);
        }
        hint |= hinted.iter().any(|stem| starts_with(rest, stem));
        rest = tail;
    }
    // `User-Agent: Mozilla/5.0 …`: a header sent with its name inside.
    let header = name.eq_ignore_ascii_case(b"user-agent") || name.eq_ignore_ascii_case(b"agent");
    (hint && !header).then_some(Robot::Hinted)
}

/// Companies whose many robots are named after them.
const NAMESPACES: &[&[u8]] = &[b"google-", b"googleagent", b"cloudflare-", b"w3c-", b"w3c_"];

/// `rest`, the end of `name`, is `bot` or `bots` at the end of the letters or before a capital
/// (`Googlebot/2.1`, `SemrushBot-SA`, `BotName`); Cubot is a brand of phones.
fn is_bot(name: &[u8], rest: &[u8]) -> bool {
    let ends = match rest {
        [_, b'o' | b'O', b't' | b'T', tail @ ..] => match tail {
            [] | [b's' | b'S'] => true,
            [b's' | b'S', next, ..] if !next.is_ascii_alphabetic() => true,
            [next, ..] if !next.is_ascii_alphabetic() => true,
            [b'A'..=b'Z', ..] => rest.get(2) == Some(&b't'),
            _ => false,
        },
        _ => false,
    };
    ends && !name.get(..5).is_some_and(|start| start.eq_ignore_ascii_case(b"cubot"))
}

fn is_address(name: &[u8]) -> bool {
    let mut has_dot = false;
    let mut has_at = false;
    for byte in name {
        has_dot |= *byte == b'.';
        has_at |= *byte == b'@';
    }
    // `ios@8.1.3` of an application is a version.
    let mail = |three: &[u8]| matches!(three, [before, b'@', after] if before.is_ascii_alphanumeric() && after.is_ascii_alphabetic());
    has_at && name.windows(3).any(mail)
        || has_dot && (starts_with(name, b"www.") || has_common_domain(name))
}

fn has_common_domain(name: &[u8]) -> bool {
    const DOMAINS: &[&[u8]] =
        &[b"com", b"net", b"org", b"io", b"ai", b"co", b"eu", b"de", b"app", b"dev"];
    let Some(dot) = name.iter().rposition(|byte| *byte == b'.') else { return false };
    let Some((before, [_, domain @ ..])) = name.split_at_checked(dot) else { return false };
    before.last().is_some_and(u8::is_ascii_alphanumeric)
        && before.iter().any(u8::is_ascii_alphabetic)
        && DOMAINS.iter().any(|known| domain.eq_ignore_ascii_case(known))
}

fn starts_with(text: &[u8], stem: &[u8]) -> bool {
    text.get(..stem.len()).is_some_and(|start| start.eq_ignore_ascii_case(stem))
}
