package io.github.twscache;

import java.util.List;
import java.util.SplittableRandom;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.cache.interceptor.SimpleKey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link KeyPattern}.
 */
@Timeout(60)
class KeyPatternTests {

	private static final List<String> GLOB_PARTS = List.of("*", "*", "?", "a", "a", "b", "\\*", "\\?", "\\\\",
			"\ud83d\ude00", "\ud83d", "\ude00");

	private static final List<String> TEXT_PARTS = List.of("a", "a", "a", "b", "*", "?", "\\", "\ud83d\ude00", "\ud83d",
			"\ude00");

	@Test
	void textWithoutSignsStandsForItself() {
		assertThat(matches("PROD_CPU01", "PROD_CPU01")).isTrue();
		assertThat(matches("PROD_CPU01", "prod_cpu01")).isFalse();
		assertThat(matches("PROD_CPU01", "PROD_CPU012")).isFalse();
		assertThat(matches("PROD_CPU01", "PROD_CPU0")).isFalse();
		assertThat(matches("a.c+(d)[e]{f}^$|", "a.c+(d)[e]{f}^$|")).isTrue();
		assertThat(matches("a.c", "abc")).isFalse();
		assertThat(matches("a", "")).isFalse();
	}

	@Test
	void starStandsForAnyRunOfCharacters() {
		assertThat(matches("PROD*#PAYROLL*", "PROD_CPU01#PAYROLL.FINAL")).isTrue();
		assertThat(matches("PROD*#PAYROLL*", "PROD#PAYROLL")).isTrue();
		assertThat(matches("PROD*#PAYROLL*", "TEST_CPU01#PAYROLL.FINAL")).isFalse();
		assertThat(matches("PROD*#PAYROLL*", "PROD_CPU01#BACKUP.DAILY")).isFalse();
		assertThat(matches("*", "")).isTrue();
		assertThat(matches("**", "anything\nat all")).isTrue();
		assertThat(matches("*ab", "aab")).isTrue();
		assertThat(matches("*ab", "aba")).isFalse();
		assertThat(matches("*ab*ab", "abab")).isTrue();
		assertThat(matches("*ab*ab", "ab")).isFalse();
	}

	@Test
	void questionMarkStandsForOneCharacterAlsoBeyondSixteenBits() {
		assertThat(matches("CPU0?", "CPU01")).isTrue();
		assertThat(matches("CPU0?", "CPU0")).isFalse();
		assertThat(matches("CPU0?", "CPU012")).isFalse();
		assertThat(matches("?", "\ud83d\ude00")).isTrue();
		assertThat(matches("??", "\ud83d\ude00")).isFalse();
		assertThat(matches("*??", "\ud83d\ude00")).isFalse();
		assertThat(matches("?*", "")).isFalse();
	}

	@Test
	void backslashTakesTheMeaningAway() {
		assertThat(matches("\\*\\?\\\\", "*?\\")).isTrue();
		assertThat(matches("\\*", "a")).isFalse();
		assertThat(matches("\\?", "a")).isFalse();
		assertThat(matches("C:\\\\*", "C:\\jobs")).isTrue();
	}

	@ParameterizedTest
	@NullAndEmptySource
	@ValueSource(strings = { "\\", "PROD\\", "\\P", "a\\,b", "\\\\\\" })
	void globThatIsNoneIsRefused(String glob) {
		assertThatExceptionOfType(InvalidSettingException.class).isThrownBy(() -> KeyPattern.of(glob))
			.withMessageContaining("'" + glob + "'")
			.satisfies((ex) -> {
				assertThat(ex.getSetting()).isEqualTo("keys");
				assertThat(ex.getAllowed()).contains("* stands for any run of characters");
				assertThat(ex.getMend()).endsWith(".");
			});
	}

	@Test
	void elementsOfASimpleKeyAreWrittenWithSpaceOrWithout() {
		Object key = new SimpleKey("PROD", 7, "x");
		for (String glob : List.of("PROD,7,x", "PROD, 7, x", "PROD,*", "PROD, ?,x", "*, x")) {
			assertThat(KeyPattern.of(glob).matches(KeyText.of(key))).as(glob).isTrue();
		}
		assertThat(KeyPattern.of("PROD,8*").matches(KeyText.of(key))).isFalse();
		assertThat(KeyPattern.of("SimpleKey*").matches(KeyText.of(key))).isFalse();
		assertThat(matches("PROD, 7", "PROD, 7")).isTrue();
		assertThat(matches("PROD, 7", "PROD,7")).as("no SimpleKey").isFalse();
	}

	/*
	 * A matcher that tries every end of every run would not live to see the end of these.
	 */
	@Test
	void manyRunsOverALongTextTakeNoTime() {
		String text = "a".repeat(20_000);
		assertThat(matches("*a".repeat(200) + "b", text)).isFalse();
		assertThat(matches("*a".repeat(200) + "*", text)).isTrue();
		assertThat(matches("*?".repeat(200) + "b*", text)).isFalse();
		assertThat(matches("*" + "a".repeat(500) + "b", text)).isFalse();
	}

	@Test
	void everyGlobMatchesWhatASimpleMatcherSays() {
		int matched = 0;
		for (int seed = 0; seed < 50_000; seed++) {
			SplittableRandom random = new SplittableRandom(seed);
			String glob = draw(GLOB_PARTS, 1 + random.nextInt(8), random);
			String text = draw(TEXT_PARTS, random.nextInt(9), random);
			boolean expected = matches(glob.codePoints().toArray(), 0, text.codePoints().toArray(), 0);
			assertThat(matches(glob, text)).as("%d: %s on %s", seed, glob, text).isEqualTo(expected);
			matched += expected ? 1 : 0;
		}
		assertThat(matched).isBetween(500, 49_500);
	}

	private static String draw(List<String> parts, int length, SplittableRandom random) {
		StringBuilder drawn = new StringBuilder();
		for (int i = 0; i < length; i++) {
			drawn.append(parts.get(random.nextInt(parts.size())));
		}
		return drawn.toString();
	}

	/** Says by its definition whether the rest of a glob matches the rest of a text. */
	private static boolean matches(int[] glob, int from, int[] text, int at) {
		if (from == glob.length) {
			return at == text.length;
		}
		if (glob[from] == '*') {
			return matches(glob, from + 1, text, at) || (at < text.length && matches(glob, from, text, at + 1));
		}
		int literal = (glob[from] == '\\') ? from + 1 : from;
		boolean any = literal == from && glob[from] == '?';
		return at < text.length && (any || glob[literal] == text[at]) && matches(glob, literal + 1, text, at + 1);
	}

	private static boolean matches(String glob, String text) {
		return KeyPattern.of(glob).matches(KeyText.of(text));
	}

}
