package io.github.twscache.actuate;

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
		assertThat(new KeyText("42")).accepts("42", 42, 42L).rejects("43", 420, " 42");
		assertThat(new KeyText("[1, 2]")).accepts(List.of(1, 2)).rejects(List.of(1), "[1,2]");
	}

	@Test
	void simpleKeyIsKnownByItsElements() {
		assertThat(new KeyText("PROD,7,true")).accepts(new SimpleKey("PROD", 7, true), "PROD,7,true")
			.rejects(new SimpleKey("PROD", 7), new SimpleKey("PROD", true, 7), "PROD, 7, true");
		assertThat(new KeyText("a,null")).accepts(new SimpleKey("a", null));
		assertThat(new KeyText("[a],b")).accepts(new SimpleKey("[a]", "b"));
		assertThat(new KeyText("")).accepts(SimpleKey.EMPTY, "").rejects(new SimpleKey("a"));
		assertThat(new KeyText("a,")).accepts(new SimpleKey("a", "")).rejects(new SimpleKey("a"));
	}

	@Test
	void elementsOfASimpleKeyMayContainCommas() {
		assertThat(new KeyText("Doe, John,7")).accepts(new SimpleKey("Doe, John", 7));
		assertThat(new KeyText("Doe,John,7")).accepts(new SimpleKey("Doe,John", 7));
	}

	@Test
	void subclassOfSimpleKeyIsASimpleKey() {
		assertThat(new KeyText("a,b")).accepts(new NamedKey("a", "b"));
	}

	private static final class NamedKey extends SimpleKey {

		private static final long serialVersionUID = 1L;

		NamedKey(Object... elements) {
			super(elements);
		}

	}

}
