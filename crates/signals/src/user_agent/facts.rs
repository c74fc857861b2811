//! The words of one user agent, collected in one pass. Owns collecting; decides nothing.

use super::crawler::{self, Robot};
use super::dictionary::{Meaning, meaning};
use super::libraries::{IMPERSONATORS, LANGUAGES};
use super::products::{PRODUCT_COUNT, Product};
use super::words::{Word, Words, key_of_bytes, leading_number};
use crate::labels::{Browser, Os};

/// The facts of one user agent.
#[derive(Debug, Clone)]
pub(super) struct Facts {
    /// One bit for each [`Product`] named.
    products: u64,
    /// The number first seen with a product.
    numbers: [Option<u32>; PRODUCT_COUNT],
    /// The first HTTP library named.
    pub library: Option<Browser>,
    pub library_version: Option<u32>,
    /// The library is the first word: the program itself, not a part of it.
    pub library_leads: bool,
    /// A library that is made to send another client's hello.
    pub impersonator: bool,
    /// The first name of a platform that only one system uses.
    pub platform: Option<Os>,
    /// The first system named inside another word (`linux-gnu`, `Outlook-iOS`).
    pub platform_in_name: Option<Os>,
    /// A name that only robots use, or that names its purpose.
    pub robot_name: bool,
    /// The first word is the name of a service and may be its application's as well.
    pub service_leads: bool,
    /// A name that suggests a robot, and that add-ons of the old engines may have left as well.
    pub robot_hint: bool,
    /// An address after a plus sign: how robots name their contact.
    pub declared_address: bool,
    /// Another address of the web, a domain or a mail address.
    pub address: bool,
    /// A name ending in `browser` that no table knows.
    pub unknown_browser: bool,
    /// Whether the first word is `Mozilla`, as in every browser of today.
    pub mozilla_leads: bool,
}

/// What the word before was.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Before {
    Start,
    Product(Product),
    Other,
}

impl Facts {
    pub(super) fn read(text: &str) -> Self {
        let mut facts = Self {
            products: 0,
            numbers: [None; PRODUCT_COUNT],
            library: None,
            library_version: None,
            library_leads: false,
            impersonator: false,
            platform: None,
            platform_in_name: None,
            robot_name: false,
            service_leads: false,
            robot_hint: false,
            declared_address: false,
            address: false,
            unknown_browser: false,
            mozilla_leads: false,
        };
        let mut before = Before::Start;
        for word in Words::new(text) {
            before = facts.read_word(&word, before);
        }
        facts
    }

    #[inline]
    pub(super) const fn has(&self, product: Product) -> bool {
        self.products & (1 << product as u32) != 0
    }

    pub(super) fn has_any(&self, products: &[Product]) -> bool {
        products.iter().any(|product| self.has(*product))
    }

    /// The major version written with `product`.
    #[inline]
    pub(super) fn number(&self, product: Product) -> Option<u32> {
        self.numbers.get(product as usize).copied().flatten()
    }

    /// The text names what could render a page.
    pub(super) fn engine_named(&self) -> bool {
        use Product as P;
        self.has_any(&[
            P::AppleWebkit,
            P::Gecko,
            P::Firefox,
            P::Presto,
            P::Opera,
            P::Msie,
            P::Trident,
            P::Safari,
            P::Chrome,
        ])
    }

    #[inline]
    fn read_word(&mut self, word: &Word<'_>, before: Before) -> Before {
        if word.begins_with_digit() {
            if let Before::Product(product) = before {
                self.keep_number(product, word.number);
            }
            if word.is_number() {
                return Before::Other;
            }
        }
        let first = before == Before::Start;
        if word.opens_address {
            self.read_unknown(word, before);
            return Before::Other;
        }
        match meaning(word.key()) {
            Some(Meaning::Product(product)) => {
                self.note(product, word.number, before);
                Before::Product(product)
            }
            Some(Meaning::Library(library)) => {
                self.note_library(library, word.number, first);
                self.impersonator |=
                    IMPERSONATORS.iter().any(|name| word.name.eq_ignore_ascii_case(name));
                Before::Other
            }
            Some(Meaning::Filler) => {
                self.mozilla_leads |= first && word.name.eq_ignore_ascii_case(b"mozilla");
                Before::Other
            }
            Some(Meaning::Crawler) => {
                self.robot_name = true;
                Before::Other
            }
            Some(Meaning::LeadingCrawler) => {
                self.service_leads |= first;
                Before::Other
            }
            None => self.read_unknown(word, before),
        }
    }

    /// A word of no table: a crawler's name, an address, or a known name grown together with its
    /// number (`Android4.0`, `Win98`, `okhttp3`).
    fn read_unknown(&mut self, word: &Word<'_>, before: Before) -> Before {
        // `Build/OPR1.170623.032`: the build of the system may look like any name.
        if before == Before::Product(Product::Build) {
            return Before::Other;
        }
        // Between the system and the engine is the device, which may be called anything.
        let device = self.platform == Some(Os::Android) && !self.has(Product::AppleWebkit);
        match crawler::robot(word) {
            Some(Robot::Named) => self.robot_name = true,
            Some(Robot::Hinted) => self.robot_hint |= !device,
            Some(Robot::DeclaredAddress) => self.declared_address = true,
            Some(Robot::Address) => self.address |= !device,
            None => {}
        }
        self.unknown_browser |= word.number.is_some() && ends_with_browser(word.name);
        if self.platform_in_name.is_none() {
            self.platform_in_name = system_in_name(word.name);
        }
        let language = LANGUAGES.iter().find(|(start, _)| {
            word.name.get(..start.len()).is_some_and(|named| named.eq_ignore_ascii_case(start))
        });
        if let Some((_, library)) = language.filter(|_| before == Before::Start) {
            self.note_library(*library, word.number, true);
            return Before::Other;
        }
        let letters = word.name.iter().take_while(|byte| byte.is_ascii_alphabetic()).count();
        let Some((name, tail)) = word.name.split_at_checked(letters) else { return Before::Other };
        let tail = if let [b'-' | b'_' | b'.', tail @ ..] = tail { tail } else { tail };
        let Some(number) = leading_number(tail).filter(|_| letters > 2) else {
            return Before::Other;
        };
        match meaning(key_of_bytes(name)) {
            Some(Meaning::Product(product)) => {
                self.note(product, word.number.or(Some(number)), Before::Other);
                Before::Product(product)
            }
            Some(Meaning::Library(library)) => {
                self.note_library(library, Some(number), before == Before::Start);
                Before::Other
            }
            _ => Before::Other,
        }
    }

    fn note(&mut self, product: Product, number: Option<u32>, before: Before) {
        // `CPU iPhone OS 18_5 like Mac OS X` names the system that it is like.
        if before == Before::Product(Product::Like) && product == Product::MacOs {
            return;
        }
        if product == Product::Mini && before != Before::Product(Product::Opera) {
            return;
        }
        self.products |= 1 << product as u32;
        self.keep_number(product, number);
        if self.platform.is_none() {
            self.platform = match product {
                Product::Windows => Some(Os::Windows),
                Product::Macintosh => Some(Os::Macos),
                Product::Iphone | Product::Ipad => Some(Os::Ios),
                Product::Android => Some(Os::Android),
                Product::ChromeOs => Some(Os::Chromeos),
                _ => None,
            };
        }
    }

    fn note_library(&mut self, library: Browser, number: Option<u32>, first: bool) {
        match self.library {
            None => {
                self.library = Some(library);
                self.library_version = number;
                self.library_leads = first;
            }
            // `HTTPClient/1.0 (2.8.3, ruby 3.1.2)`: a name that many have, and then the language.
            Some(Browser::Library) => self.library = Some(library),
            Some(_) => {}
        }
    }

    fn keep_number(&mut self, product: Product, number: Option<u32>) {
        if let Some(slot) = self.numbers.get_mut(product as usize) {
            *slot = slot.or(number);
        }
    }
}

fn ends_with_browser(name: &[u8]) -> bool {
    const ENDING: &[u8] = b"browser";
    name.len()
        .checked_sub(ENDING.len())
        .and_then(|start| name.get(start..))
        .is_some_and(|end| end.eq_ignore_ascii_case(ENDING))
}

/// A system that is named as one part of a longer name.
fn system_in_name(name: &[u8]) -> Option<Os> {
    const SYSTEMS: &[(&[u8], Os)] = &[
        (b"android", Os::Android),
        (b"darwin", Os::Macos),
        (b"ios", Os::Ios),
        (b"ipad", Os::Ios),
        (b"iphone", Os::Ios),
        (b"linux", Os::Linux),
        (b"macos", Os::Macos),
        (b"windows", Os::Windows),
    ];
    if name.iter().all(u8::is_ascii_alphabetic) {
        return None;
    }
    name.split(|byte| !byte.is_ascii_alphabetic()).find_map(|part| {
        SYSTEMS.iter().find(|(system, _)| part.eq_ignore_ascii_case(system)).map(|(_, os)| *os)
    })
}
