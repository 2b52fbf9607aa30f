package io.github.twscache.benchmarks.soak;

import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;

import io.github.twscache.benchmarks.timing.Operation;

/**
 * The mixed use that one thread makes of the caches, in turns. A few keys are asked for
 * much more often than the rest.
 */
final class Caller implements Operation {

	private static final int ALL = 10_000;

	/**
	 * So seldom that they do not decide the 99th percentile: these have to be waited for.
	 */
	private static final int SLOW = 5;

	private static final int BACKGROUND = 20;

	private static final Duration OWN_TTL = Duration.ofSeconds(2);

	private final List<SoakCache> caches;

	private final int keys;

	private final SplittableRandom random;

	/** A load in the background that the next one waits for, so that they stay few. */
	private @Nullable CompletableFuture<Long> pending;

	Caller(List<SoakCache> caches, int keys, SplittableRandom random) {
		this.caches = caches;
		this.keys = keys;
		this.random = random;
	}

	@Override
	public long run(long number) {
		SoakCache cache = this.caches.get((int) (number % this.caches.size()));
		Integer key = (int) (this.keys * Math.pow(this.random.nextDouble(), 3));
		int choice = this.random.nextInt(ALL);
		if (choice < 6000) {
			return cache.get(key);
		}
		if (choice < 8200) {
			return write(cache, key, choice);
		}
		if (choice < 8800) {
			return cache.cache().invalidate(key) ? 1 : 0;
		}
		return load(cache, key, choice);
	}

	private long write(SoakCache cache, Integer key, int choice) {
		if (choice < 7600) {
			cache.cache().put(key, value(key));
		}
		else if (choice < 7900) {
			cache.cache().put(key, value(key), OWN_TTL);
		}
		else if (choice < 8000) {
			cache.cache().put(key, null);
		}
		else {
			return (cache.cache().putIfAbsent(key, value(key)) != null) ? 1 : 0;
		}
		return 0;
	}

	private long load(SoakCache cache, Integer key, int choice) {
		Value made = value(key);
		if (choice < 8800 + SLOW) {
			return cache.load(key, (missing) -> {
				TimeUnit.MILLISECONDS.sleep(2);
				return made;
			});
		}
		if (choice < 8900) {
			return cache.load(key, (missing) -> {
				throw Refusal.INSTANCE;
			});
		}
		if (choice < ALL - BACKGROUND) {
			return cache.load(key, (missing) -> made);
		}
		return loadInTheBackground(cache, key, made, choice % 10 == 0);
	}

	private long loadInTheBackground(SoakCache cache, Integer key, Value made, boolean refused) {
		long before = (this.pending != null) ? this.pending.join() : 0;
		this.pending = cache.loadAsync(key, (missing) -> {
			if (refused) {
				throw Refusal.INSTANCE;
			}
			return made;
		});
		return before;
	}

	private Value value(Integer key) {
		return new Value(key, 1 + this.random.nextInt(4), this.random.nextLong());
	}

}
