//! The state of the vector registers after tract's kernels.
//!
//! Its AVX-512 kernels return with the upper halves of the registers in use. On Intel's processors
//! every SSE instruction after that waits for them, until they are cleared: the whole service slows
//! down behind the network, and no count of instructions shows it.

/// Runs `work` and leaves the upper halves of the vector registers unused.
pub(crate) fn clean_after<T>(work: impl FnOnce() -> T) -> T {
    let result = work();
    clean();
    result
}

#[cfg(target_arch = "x86_64")]
#[expect(unsafe_code, reason = "a processor instruction that no safe function offers")]
fn clean() {
    #[target_feature(enable = "avx")]
    fn zero_upper() {
        core::arch::x86_64::_mm256_zeroupper();
    }
    if std::arch::is_x86_feature_detected!("avx") {
        // SAFETY: the processor has AVX.
        unsafe { zero_upper() }
    }
}

#[cfg(not(target_arch = "x86_64"))]
const fn clean() {}

#[cfg(all(test, target_arch = "x86_64"))]
mod tests {
    use super::*;

    /// Bits of the state components in use: 2 is the upper halves of the first sixteen registers
    /// (AVX), 6 their AVX-512 parts.
    const UPPER_HALVES: u64 = 1 << 2 | 1 << 6;

    /// Which components are in use, by `xgetbv` with ECX = 1; `None` where the processor does not
    /// say.
    #[expect(unsafe_code, reason = "processor instructions that no safe function offers")]
    fn components_in_use() -> Option<u64> {
        use core::arch::x86_64::{__cpuid_count, _xgetbv};
        #[target_feature(enable = "xsave")]
        fn read() -> u64 {
            // SAFETY: the caller has checked that ECX = 1 is supported.
            unsafe { _xgetbv(1) }
        }
        let supported =
            std::arch::is_x86_feature_detected!("xsave") && __cpuid_count(0xD, 1).eax & 1 << 2 != 0;
        // SAFETY: the processor has XSAVE and reads component 1.
        supported.then(|| unsafe { read() })
    }

    #[expect(unsafe_code, reason = "dirties the registers on purpose")]
    fn dirty() {
        if std::arch::is_x86_feature_detected!("avx") {
            // SAFETY: the processor has AVX, and the one register written is declared.
            unsafe { core::arch::asm!("vcmpps ymm0, ymm0, ymm0, 15", out("xmm0") _) };
        }
    }

    #[test]
    fn the_upper_halves_are_unused_after_the_work() {
        let Some(_) = components_in_use() else { return };
        dirty();
        let before = components_in_use().map(|bits| bits & UPPER_HALVES);
        clean_after(dirty);
        let after = components_in_use().map(|bits| bits & UPPER_HALVES);
        assert_ne!(before, Some(0), "the test does not dirty the registers");
        assert_eq!(after, Some(0));
    }
}
