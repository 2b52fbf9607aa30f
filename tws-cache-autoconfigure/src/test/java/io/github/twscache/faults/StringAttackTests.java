package io.github.twscache.faults;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.github.twscache.NamedCache;
import io.github.twscache.Workers;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A hundred thousand strings of one hash code, as anybody can make them: the one of "Aa"
 * is that of "BB".
 */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class StringAttackTests {

	private static final int ATTACKERS = 100_000;

	private static final int BITS = 17;

	private static final int LONGEST_CHAIN = 128;

	private static final int OTHERS = 1000;

	@RegisterExtension
	final FaultCaches caches = new FaultCaches();

	@RegisterExtension
	final Workers workers = new Workers();

	private final NamedCache<Object, String> cache = this.caches.open((settings) -> settings.maxSize(20_000));

	@Test
	void stringsOfOneHashCodeAreNeverMixedUpAndPushNobodyElseOut() throws Exception {
		assertThat(colliding(0)).hasSameHashCodeAs(colliding(ATTACKERS - 1)).isNotEqualTo(colliding(ATTACKERS - 1));
		for (int i = 0; i < OTHERS; i++) {
			this.cache.put("job-" + i, "other");
		}
		for (int i = 0; i < ATTACKERS; i++) {
			String key = colliding(i);
			this.cache.put(key, key);
			assertThat(this.cache.getIfPresent(key)).isEqualTo(key);
		}
		// An innocent key in the bucket of the attackers counts for its chain.
		assertThat(this.cache.size()).isBetween(OTHERS + LONGEST_CHAIN - 8L, (long) OTHERS + LONGEST_CHAIN);
		for (int i = 0; i < OTHERS; i++) {
			assertThat(this.cache.getIfPresent("job-" + i)).isEqualTo("other");
		}
		for (int i = 0; i < ATTACKERS; i++) {
			String key = colliding(i);
			assertThat(this.cache.getIfPresent(key)).isIn(key, null);
		}
		Aftermath.assertUnharmed(this.cache, this.workers, colliding(1), "job-1");
	}

	@Test
	void loadsOfStringsOfOneHashCodeAllGetTheirOwnValue() throws Exception {
		for (int i = 0; i < ATTACKERS / 10; i++) {
			String key = colliding(i);
			assertThat(this.cache.get(key, (missing) -> "loaded " + missing)).isEqualTo("loaded " + key);
		}
		assertThat(this.cache.size()).isEqualTo(LONGEST_CHAIN);
		assertThat(this.cache.metrics().loads()).isEqualTo(ATTACKERS / 10);
		Aftermath.assertUnharmed(this.cache, this.workers, colliding(1), "bystander");
	}

	private static String colliding(int number) {
		StringBuilder text = new StringBuilder(2 * BITS);
		for (int bit = 0; bit < BITS; bit++) {
			text.append(((number >>> bit & 1) == 0) ? "Aa" : "BB");
		}
		return text.toString();
	}

}
