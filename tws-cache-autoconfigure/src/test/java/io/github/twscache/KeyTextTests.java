package io.github.twscache;

import java.util.List;

import org.junit.jupiter.api.Test;

import org.springframework.cache.interceptor.SimpleKey;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link KeyText}.
 */
class KeyTextTests {

	@Test
	void keyIsKnownByItsStringForm() {
		assertThat(KeyText.matching("42")).accepts("42", 42, 42L).rejects("43", 420, " 42");
		assertThat(KeyText.matching("[1, 2]")).accepts(List.of(1, 2)).rejects(List.of(1), "[1,2]");
	}

	@Test
	void simpleKeyIsKnownByItsElements() {
		assertThat(KeyText.matching("PROD,7,true")).accepts(new SimpleKey("PROD", 7, true), "PROD,7,true")
			.rejects(new SimpleKey("PROD", 7), new SimpleKey("PROD", true, 7), "PROD, 7, true");
		assertThat(KeyText.matching("a,null")).accepts(new SimpleKey("a", null));
		assertThat(KeyText.matching("[a],b")).accepts(new SimpleKey("[a]", "b"));
		assertThat(KeyText.matching("")).accepts(SimpleKey.EMPTY, "").rejects(new SimpleKey("a"));
		assertThat(KeyText.matching("a,")).accepts(new SimpleKey("a", "")).rejects(new SimpleKey("a"));
	}

	@Test
	void elementsOfASimpleKeyMayContainCommas() {
		assertThat(KeyText.matching("Doe, John,7")).accepts(new SimpleKey("Doe, John", 7));
		assertThat(KeyText.matching("Doe,John,7")).accepts(new SimpleKey("Doe,John", 7));
	}

	@Test
	void subclassOfSimpleKeyIsASimpleKey() {
		assertThat(KeyText.matching("a,b")).accepts(new NamedKey("a", "b"));
	}

	@Test
	void textOfElementsHasNoSpaceAfterAComma() {
		assertThat(KeyText.of(new SimpleKey("PROD", 7)).text()).isEqualTo("PROD,7");
		assertThat(KeyText.of(new SimpleKey("Doe, John", "[x]")).text()).isEqualTo("Doe,John,[x]");
		assertThat(KeyText.of(SimpleKey.EMPTY).text()).isEmpty();
		assertThat(KeyText.of(new SimpleKey("a")).isOfElements()).isTrue();
		assertThat(KeyText.of("PROD, 7").text()).isEqualTo("PROD, 7");
		assertThat(KeyText.of("PROD, 7").isOfElements()).isFalse();
	}

	@Test
	void keyWithAStrangeTextHasOneAllTheSame() {
		for (String shown : new String[] { "", "]", "[", "[]", "][", "a]", "[a", "no brackets" }) {
			assertThat(KeyText.of(new ShownKey(shown)).isOfElements()).as(shown).isTrue();
		}
		assertThat(KeyText.of(new ShownKey("no brackets")).text()).isEqualTo("no brackets");
		assertThat(KeyText.of(new ShownKey(null)).text()).isEqualTo("null");
		assertThat(KeyText.matching("null")).accepts(new ShownKey(null));
	}

	/**
	 * A key that shows itself in a way of its own.
	 */
	private static final class ShownKey extends SimpleKey {

		private static final long serialVersionUID = 1L;

		private final String shown;

		ShownKey(String shown) {
			this.shown = shown;
		}

		@Override
		public String toString() {
			return this.shown;
		}

	}

	private static final class NamedKey extends SimpleKey {

		private static final long serialVersionUID = 1L;

		NamedKey(Object... elements) {
			super(elements);
		}

	}

}
