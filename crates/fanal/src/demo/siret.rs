//! SIRET numbers that nobody has.

use super::random::Random;

/// A SIRET (14 digits) that is well formed, its SIREN too, and belongs to nobody: INSEE gives no
/// SIREN that starts with 0.
pub(super) fn fictitious(random: &mut Random) -> String {
    let mut digits = vec![0];
    digits.extend((0..7).map(|_| random.below(10)));
    digits.push(check_digit(&digits));
    digits.extend([0, 0, 0, random.below(4)]);
    digits.push(check_digit(&digits));
    digits.into_iter().filter_map(|digit| char::from_digit(digit, 10)).collect()
}

/// The digit that makes the Luhn sum a multiple of ten.
fn check_digit(digits: &[u32]) -> u32 {
    let sum: u32 = digits
        .iter()
        .rev()
        .enumerate()
        .map(|(place, digit)| {
            let doubled = if place % 2 == 0 { digit * 2 } else { *digit };
            if doubled > 9 { doubled - 9 } else { doubled }
        })
        .sum();
    (10 - sum % 10) % 10
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_check_digit_is_luhn_s() {
        // INSEE's own SIREN and the SIRET of its head office.
        assert_eq!(check_digit(&[1, 2, 0, 0, 2, 7, 0, 1]), 6);
        assert_eq!(check_digit(&[1, 2, 0, 0, 2, 7, 0, 1, 6, 0, 0, 5, 6]), 3);
    }

    #[test]
    fn none_could_have_been_attributed() {
        let mut random = Random::new(1, "siret");
        for _ in 0..1000 {
            let siret = fictitious(&mut random);
            assert!(siret.len() == 14 && siret.starts_with('0'), "{siret}");
        }
    }
}
