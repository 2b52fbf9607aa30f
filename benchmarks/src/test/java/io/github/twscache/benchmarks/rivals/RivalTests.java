package io.github.twscache.benchmarks.rivals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Every cache of a comparison does what is measured.
 */
class RivalTests {

	@ParameterizedTest
	@EnumSource
	void keepsWhatWasPut(Rival rival) {
		try (RivalCache<String, String> cache = rival.create(CacheSpec.ofSize(1000))) {
			assertThat(cache.get("a")).isNull();
			cache.put("a", "1");
			assertThat(cache.get("a")).isEqualTo("1");
			assertThat(cache.getAsync("a").join()).isEqualTo("1");
			assertThat(cache.get("b", (key) -> "2")).isEqualTo("2");
			assertThat(cache.get("b", (key) -> "3")).isEqualTo("2");
			cache.put("a", "4");
			assertThat(cache.get("a")).isEqualTo("4");
			assertThat(cache.size()).isEqualTo(2);
		}
	}

	@ParameterizedTest
	@EnumSource
	void keepsToTheBoundIfItHasOne(Rival rival) {
		try (RivalCache<Integer, Integer> cache = rival.create(CacheSpec.ofSize(1000))) {
			for (int i = 0; i < 5000; i++) {
				cache.put(i, i);
			}
			cache.cleanUp();
			if (rival.isBounded()) {
				assertThat(cache.size()).isBetween(900L, 1000L);
			}
			else {
				assertThat(cache.size()).isEqualTo(5000);
			}
		}
	}

	@ParameterizedTest
	@EnumSource
	void isFoundByItsId(Rival rival) {
		assertThat(Rival.of(rival.id())).isSameAs(rival);
	}

	@Test
	void unknownIdNamesTheKnown() {
		assertThatIllegalArgumentException().isThrownBy(() -> Rival.of("redis"))
			.withMessageContaining("redis")
			.withMessageContaining("tws-without-l1");
	}

}
