package io.github.twscache.fuzzing;

import java.util.List;

import io.github.twscache.InvalidSettingException;
import io.github.twscache.KeyRule;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The globs of key rules. Promises that a glob is either refused with a message that
 * shows it, or matches exactly the texts that it describes, and that the same glob
 * escaped matches itself alone.
 */
final class KeyGlobTarget implements FuzzTarget<KeyGlobInput> {

	private static final int MOST_CHARACTERS = 300;

	private final Mutator globs = new Mutator(
			List.of("PROD*#PAYROLL*", "*", "?*?", "a*b*c", "\\*literal\\?", "C:\\\\jobs", "PROD,7,*", "*a*a*a*b"),
			List.of("*", "?", "\\", "**", "*?", "\\*", "\\?", "\\\\", ", ", "#", "[", "]", "{", "}", "PROD"));

	private final Mutator texts = new Mutator(
			List.of("PROD_CPU01#PAYROLL.FINAL", "", "abc", "*literal?", "C:\\jobs", "PROD,7,x", "aaaaaaaaaaaaaaac"),
			List.of("*", "?", "\\", "#", ", ", "a", "b", "PROD", "PAYROLL"));

	@Override
	public KeyGlobInput next(Dice dice) {
		String glob = cut(this.globs.next(dice));
		String text = dice.chance(.3) ? glob.replace("*", Mutator.noise(dice)) : this.texts.next(dice);
		return new KeyGlobInput(glob, cut(text));
	}

	@Override
	public void check(KeyGlobInput input) {
		int[] glob = input.glob().codePoints().toArray();
		KeyRule rule;
		try {
			rule = KeyRule.of(input.glob());
		}
		catch (InvalidSettingException ex) {
			assertThat(isGlob(glob)).isFalse();
			assertThat(ex.getSetting()).isEqualTo("keys");
			assertThat(ex).hasMessageContaining("'" + input.glob() + "'");
			return;
		}
		assertThat(isGlob(glob)).isTrue();
		assertThat(rule.keys()).isEqualTo(input.glob());
		assertThat(rule.matches(input.text())).isEqualTo(matches(glob, input.text().codePoints().toArray()));
		KeyRule literal = KeyRule.of(input.glob().replaceAll("([*?\\\\])", "\\\\$1"));
		assertThat(literal.matches(input.glob())).isTrue();
		assertThat(literal.matches(input.text())).isEqualTo(input.glob().equals(input.text()));
	}

	private static boolean isGlob(int[] glob) {
		for (int i = 0; i < glob.length; i++) {
			if (glob[i] == '\\') {
				i++;
				if (i == glob.length || "*?\\".indexOf(glob[i]) < 0) {
					return false;
				}
			}
		}
		return glob.length > 0;
	}

	/**
	 * Works out for each beginning of the glob which beginnings of the text it matches.
	 */
	private static boolean matches(int[] glob, int[] text) {
		boolean[] matched = new boolean[text.length + 1];
		matched[0] = true;
		for (int i = 0; i < glob.length; i++) {
			boolean run = glob[i] == '*';
			boolean any = glob[i] == '?';
			i += (glob[i] == '\\') ? 1 : 0;
			boolean[] longer = new boolean[text.length + 1];
			longer[0] = run && matched[0];
			for (int j = 1; j <= text.length; j++) {
				longer[j] = run ? (matched[j] || longer[j - 1]) : (matched[j - 1] && (any || glob[i] == text[j - 1]));
			}
			matched = longer;
		}
		return matched[text.length];
	}

	private static String cut(String text) {
		return text.substring(0, Math.min(text.length(), MOST_CHARACTERS));
	}

}
