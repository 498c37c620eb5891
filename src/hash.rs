//! FNV-1a (<http://www.isthe.com/chongo/tech/comp/fnv/>): tells texts apart where keeping them would
//! cost memory or a secret. Not for anything an attacker chooses.

pub(crate) fn fnv64(bytes: impl Iterator<Item = u8>) -> u64 {
    bytes.fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    })
}

pub(crate) fn fnv32(bytes: impl Iterator<Item = u8>) -> u32 {
    bytes.fold(0x811c_9dc5, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193))
}

#[cfg(test)]
mod tests {
    use super::*;

    // Values from http://www.isthe.com/chongo/src/fnv/test_fnv.c ("foobar").
    #[test]
    fn both_widths_agree_with_the_published_vectors() {
        assert_eq!(fnv64("foobar".bytes()), 0x8594_4171_f739_67e8);
        assert_eq!(fnv32("foobar".bytes()), 0xbf9c_f968);
    }
}
