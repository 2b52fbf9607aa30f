package io.github.twscache;

import java.util.Arrays;

import org.jspecify.annotations.Nullable;

/**
 * A glob over the text of a key: {@code *} stands for any run of characters, none among
 * them, {@code ?} for one, and a backslash takes the meaning from the character behind
 * it. All else stands for itself, capitals too. Immutable.
 */
final class KeyPattern {

	/*
	 * Compiled once to one number a character. A text is walked from left to right; where
	 * it does not go on, only the last run is made one character longer, never one before
	 * it: whatever an earlier run could take over, the last can, too. So a look takes at
	 * most the length of the text times that of the pattern, whatever the two are.
	 */

	private static final int ANY_RUN = -1;

	private static final int ANY_ONE = -2;

	/** Behind the end of the pattern; no character is it. */
	private static final int END = -3;

	private final String glob;

	private final int[] tokens;

	/** For the elements of a SimpleKey, whose text has no space after a comma. */
	private final int[] elementTokens;

	private KeyPattern(String glob) {
		this.glob = glob;
		this.tokens = compile(glob);
		String spaceless = KeyText.withoutSpaceAfterComma(glob);
		this.elementTokens = spaceless.equals(glob) ? this.tokens : compile(spaceless);
	}

	/**
	 * Compiles a glob.
	 * @param glob the glob
	 * @return the pattern
	 * @throws InvalidSettingException if there is none, it is empty, or a backslash is
	 * followed by anything but {@code *}, {@code ?} and a backslash
	 */
	static KeyPattern of(@Nullable String glob) {
		if (glob == null) {
			throw refused(null);
		}
		return new KeyPattern(glob);
	}

	String glob() {
		return this.glob;
	}

	boolean matches(KeyText key) {
		return matches(key.isOfElements() ? this.elementTokens : this.tokens, key.text());
	}

	private static boolean matches(int[] tokens, String text) {
		int token = 0;
		int at = 0;
		int afterRun = END;
		int runEnd = 0;
		while (at < text.length()) {
			int wanted = (token < tokens.length) ? tokens[token] : END;
			int character = text.codePointAt(at);
			if (wanted == ANY_RUN) {
				token++;
				if (token == tokens.length) {
					return true;
				}
				afterRun = token;
				runEnd = at;
			}
			else if (wanted == ANY_ONE || wanted == character) {
				token++;
				at += Character.charCount(character);
			}
			else if (afterRun != END) {
				token = afterRun;
				runEnd += Character.charCount(text.codePointAt(runEnd));
				at = runEnd;
			}
			else {
				return false;
			}
		}
		return token == tokens.length || (token == tokens.length - 1 && tokens[token] == ANY_RUN);
	}

	private static int[] compile(String glob) {
		int[] tokens = new int[glob.length()];
		int length = 0;
		boolean escaped = false;
		for (int i = 0; i < glob.length(); i += Character.charCount(glob.codePointAt(i))) {
			int character = glob.codePointAt(i);
			if (escaped) {
				if ("*?\\".indexOf(character) < 0) {
					throw refused(glob);
				}
				escaped = false;
				tokens[length++] = character;
			}
			else if (character == '\\') {
				escaped = true;
			}
			else if (character != '*') {
				tokens[length++] = (character == '?') ? ANY_ONE : character;
			}
			else if (length == 0 || tokens[length - 1] != ANY_RUN) {
				tokens[length++] = ANY_RUN;
			}
		}
		if (escaped || length == 0) {
			throw refused(glob);
		}
		return Arrays.copyOf(tokens, length);
	}

	private static InvalidSettingException refused(@Nullable String glob) {
		return new InvalidSettingException("keys", glob,
				"a text that is not empty, in which * stands for any run of characters, ? for one, and a backslash "
						+ "is followed by *, ? or a backslash",
				"Write for example PROD*, and two backslashes for one that stands for itself.");
	}

	@Override
	public String toString() {
		return this.glob;
	}

}
