//! A progress bar for a person who waits; none where standard error is not a terminal.

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// Bytes of input done; hidden in a pipe.
pub(super) fn bar(bytes: Option<u64>) -> ProgressBar {
    // indicatif hides itself when standard error is not a terminal.
    let bar = ProgressBar::with_draw_target(bytes, ProgressDrawTarget::stderr());
    let template = match bytes {
        Some(_) => "{bar:40} {percent}% {bytes}/{total_bytes} {eta} left",
        None => "{spinner} {bytes} {elapsed}",
    };
    match ProgressStyle::with_template(template) {
        Ok(style) => bar.with_style(style),
        Err(_) => bar,
    }
}
