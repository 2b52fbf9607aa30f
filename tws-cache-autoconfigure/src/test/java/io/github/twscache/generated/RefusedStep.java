package io.github.twscache.generated;

import java.time.Duration;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

import io.github.twscache.TtlCache;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Uses the cache wrongly: is refused, and changes nothing.
 *
 * @param id a key
 */
record RefusedStep(int id) implements Step {

	@Override
	public void perform(Trial trial) {
		TtlCache<Key, Value> cache = trial.cache;
		Key key = trial.key(this.id);
		Value value = new Value(0, 1);
		Duration negative = Duration.ofNanos(-1);
		refused(() -> cache.getIfPresent(null));
		refused(() -> cache.get(null, (missing) -> value));
		refused(() -> cache.put(null, value));
		refused(() -> cache.putIfAbsent(null, value));
		refused(() -> cache.invalidate(null));
		refused(() -> cache.inspect(null));
		refused(() -> cache.put(key, value, negative));
		refused(() -> cache.setTtl(negative));
		refused(() -> cache.setMaxSize(0));
		refused(() -> cache.resize(0));
	}

	private static void refused(ThrowingCallable use) {
		assertThatIllegalArgumentException().isThrownBy(use);
	}

	@Override
	public String toString() {
		return "wrong uses of k" + this.id;
	}

}
