package io.github.twscache.fuzzing;

import java.util.List;
import java.util.Locale;

/**
 * Makes texts that are almost right: it starts from a seed, which is right, and changes
 * it by the tokens of its grammar, by numbers at the edge of a type, and by characters
 * that parsers trip over. Now and then it gives a seed as it is, or noise.
 */
final class Mutator {

	private static final int MOST_CHARACTERS = 1_000;

	private static final List<String> NUMBERS = List.of("0", "1", "-1", "00", "+5", "-0", "256", "257", "4096", "4097",
			"2147483647", "2147483648", "-2147483649", "4294967296", "4294967304", "4611686018427387903",
			"4611686018427387904", "9223372036854775807", "9223372036854775808", "-9223372036854775808",
			"99999999999999999999999999", "0.5", "1.0", "1e3", "1e-400", "1e400", "NaN", "Infinity", "0x10", "010");

	/*
	 * Control characters, spaces of all kinds, direction marks, digits and letters that
	 * are not those they look like, and halves of surrogate pairs.
	 */
	private static final List<Integer> CHARACTERS = List.of(0, 7, 8, 9, 10, 13, 27, 0x7f, 0x80, 0x85, 0xa0, 0xad, 0xdf,
			0x130, 0x131, 0x300, 0x661, 0x200b, 0x200d, 0x2028, 0x202e, 0x3000, 0xd800, 0xdbff, 0xdc00, 0xdfff, 0xfeff,
			0xff11, 0xfffd, 0xffff, 0x1f600, 0x10ffff);

	private final List<String> seeds;

	private final List<String> tokens;

	/**
	 * Creates a mutator.
	 * @param seeds texts that are right
	 * @param tokens what such texts are made of
	 */
	Mutator(List<String> seeds, List<String> tokens) {
		this.seeds = List.copyOf(seeds);
		this.tokens = List.copyOf(tokens);
	}

	String next(Dice dice) {
		if (dice.chance(.1)) {
			return dice.pick(this.seeds);
		}
		if (dice.chance(.1)) {
			return noise(dice);
		}
		StringBuilder text = new StringBuilder(dice.pick(this.seeds));
		for (int left = dice.between(1, 4); left > 0; left--) {
			change(text, dice);
		}
		if (text.length() > MOST_CHARACTERS) {
			text.setLength(MOST_CHARACTERS);
		}
		return text.toString();
	}

	/** Any characters at all, or none. */
	static String noise(Dice dice) {
		StringBuilder text = new StringBuilder();
		for (int left = dice.below(30); left > 0; left--) {
			text.append(character(dice));
		}
		return text.toString();
	}

	private void change(StringBuilder text, Dice dice) {
		int from = dice.between(0, text.length());
		int to = dice.between(from, Math.min(text.length(), from + 10));
		switch (dice.below(9)) {
			case 0 -> text.insert(from, dice.pick(this.tokens));
			case 1 -> text.replace(from, to, dice.pick(this.tokens));
			case 2 -> text.replace(from, to, dice.pick(NUMBERS));
			case 3 -> text.insert(from, character(dice));
			case 4 -> text.delete(from, to);
			case 5 -> text.insert(to, text.substring(from, to));
			case 6 -> text.replace(from, to, text.substring(from, to).toUpperCase(Locale.ROOT));
			case 7 -> text.replace(from, text.length(), tail(dice));
			default -> text.insert(from, character(dice).repeat(dice.between(2, 300)));
		}
	}

	private String tail(Dice dice) {
		String other = dice.pick(this.seeds);
		return other.substring(dice.between(0, other.length()));
	}

	private static String character(Dice dice) {
		int kind = dice.below(10);
		if (kind < 4) {
			return Character.toString(dice.pick(CHARACTERS));
		}
		return Character.toString((kind < 8) ? dice.between(' ', '~') : dice.below(Character.MAX_CODE_POINT + 1));
	}

}
