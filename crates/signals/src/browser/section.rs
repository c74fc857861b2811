//! One object of a payload, read member by member. Owns the issues about members of a wrong type
//! and about unknown members: an issue with the path, never an error.

use std::cell::{Cell, RefCell};

use super::collected::Collected;
use super::tree::Tree;
use crate::issue::{Issue, IssueCode};

/// Issues reported for one payload; more would not help.
const MAX_ISSUES: usize = 32;

/// Longest path that is echoed.
const MAX_PATH_CHARS: usize = 128;

/// An object, its path, and which of its members were read.
pub(super) struct Section<'t> {
    members: &'t [(Box<str>, Tree)],
    path: String,
    read: Vec<Cell<bool>>,
    issues: &'t RefCell<Vec<Issue>>,
}

impl<'t> Section<'t> {
    /// The payload itself.
    pub(super) fn root(tree: &'t Tree, issues: &'t RefCell<Vec<Issue>>) -> Self {
        let members = match tree {
            Tree::Object(members) => members.as_slice(),
            _ => &[],
        };
        Self::new(members, "browser".to_owned(), issues)
    }

    fn new(members: &'t [(Box<str>, Tree)], path: String, issues: &'t RefCell<Vec<Issue>>) -> Self {
        Self { members, path, read: vec![Cell::new(false); members.len()], issues }
    }

    /// A member as `reader` reads it. Null is as good as absent: `undefined` becomes either.
    pub(super) fn member<T>(
        &self,
        name: &str,
        reader: impl FnOnce(&'t Tree) -> Option<T>,
    ) -> Collected<T> {
        let Some(tree) = self.find(name) else { return Collected::Missing };
        if matches!(tree, Tree::Null) {
            return Collected::Missing;
        }
        if let Some(refusal) = refusal(tree) {
            return refusal;
        }
        let value = reader(tree);
        if value.is_none() {
            self.complain(name, IssueCode::WrongType);
        }
        value.map_or(Collected::Broken, Collected::Value)
    }

    pub(super) fn text(&self, name: &str) -> Collected<Box<str>> {
        self.member(name, text)
    }

    pub(super) fn flag(&self, name: &str) -> Collected<bool> {
        self.member(name, flag)
    }

    pub(super) fn number(&self, name: &str) -> Collected<f64> {
        self.member(name, number)
    }

    /// A number of things: not negative, and whole.
    pub(super) fn count(&self, name: &str) -> Collected<u32> {
        self.member(name, |tree| {
            number(tree)
                .filter(|number| (0.0..=f64::from(u32::MAX)).contains(number))
                .map(|n| n as u32)
        })
    }

    pub(super) fn texts(&self, name: &str) -> Collected<Vec<Box<str>>> {
        self.member(name, texts)
    }

    pub(super) fn section(&self, name: &str) -> Collected<Section<'t>> {
        self.member(name, |tree| match tree {
            Tree::Object(members) => {
                Some(Self::new(members, format!("{}.{name}", self.path), self.issues))
            }
            _ => None,
        })
    }

    /// Every member, for an object whose names are themselves data.
    pub(super) fn entries(&self) -> impl Iterator<Item = (&'t str, &'t Tree)> {
        self.ignore_rest();
        self.members.iter().map(|(name, tree)| (&**name, tree))
    }

    /// Members that the collector sends and nothing here asks for.
    pub(super) fn skip(&self, names: &[&str]) {
        for name in names {
            self.find(name);
        }
    }

    /// Members of this section beyond those read are not worth a complaint.
    pub(super) fn ignore_rest(&self) {
        for read in &self.read {
            read.set(true);
        }
    }

    pub(super) const fn is_empty(&self) -> bool {
        self.members.is_empty()
    }

    pub(super) fn complain(&self, name: &str, code: IssueCode) {
        let mut issues = self.issues.borrow_mut();
        if issues.len() < MAX_ISSUES {
            let path =
                format!("{}.{name}", self.path).chars().take(MAX_PATH_CHARS).collect::<String>();
            issues.push(Issue::new(path, code));
        }
    }

    fn find(&self, name: &str) -> Option<&'t Tree> {
        let place = self.members.iter().position(|(own, _)| **own == *name)?;
        if let Some(read) = self.read.get(place) {
            read.set(true);
        }
        self.members.get(place).map(|(_, tree)| tree)
    }
}

/// Reports unknown members, once all known ones were read.
impl Drop for Section<'_> {
    fn drop(&mut self) {
        for ((name, _), _) in self.members.iter().zip(&self.read).filter(|(_, read)| !read.get()) {
            self.complain(name, IssueCode::UnknownField);
        }
    }
}

/// `{"error": …}` in place of a value, in the collector's words; other collectors name the
/// exception (webidl.spec.whatwg.org, "`DOMException` names table").
fn refusal<T>(tree: &Tree) -> Option<Collected<T>> {
    let forbidden = |error: &str| {
        ["blocked", "denied", "NotAllowedError", "SecurityError"]
            .iter()
            .any(|word| error.contains(word))
    };
    match tree.member("error")? {
        // What the browser has not, or not on a page without TLS.
        Tree::Text(error) if matches!(&**error, "unsupported" | "insecure_context") => {
            Some(Collected::Missing)
        }
        Tree::Text(error) if forbidden(error) => Some(Collected::Blocked),
        Tree::Text(_) | Tree::Object(_) => Some(Collected::Broken),
        _ => None,
    }
}

pub(super) fn text(tree: &Tree) -> Option<Box<str>> {
    match tree {
        Tree::Text(text) => Some(text.clone()),
        _ => None,
    }
}

pub(super) fn number(tree: &Tree) -> Option<f64> {
    match tree {
        Tree::Number(number) if number.is_finite() => Some(*number),
        _ => None,
    }
}

pub(super) fn flag(tree: &Tree) -> Option<bool> {
    match tree {
        Tree::Flag(flag) => Some(*flag),
        _ => None,
    }
}

pub(super) fn texts(tree: &Tree) -> Option<Vec<Box<str>>> {
    match tree {
        Tree::List(items) => items.iter().map(text).collect(),
        _ => None,
    }
}

/// The texts of a list of lists, as some collectors send languages.
pub(super) fn nested_texts(tree: &Tree) -> Option<Vec<Box<str>>> {
    match tree {
        Tree::List(lists) => Some(lists.iter().filter_map(texts).flatten().collect()),
        _ => None,
    }
}
