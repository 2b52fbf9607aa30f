package io.github.twscache.generated;

import java.time.Duration;
import java.util.function.UnaryOperator;

import io.github.twscache.CacheEvent;
import io.github.twscache.CacheEvent.Kind;
import io.github.twscache.CacheEventListener;
import io.github.twscache.CacheHierarchy;
import io.github.twscache.CacheSettings;
import io.github.twscache.CacheSettingsBuilder;
import io.github.twscache.FakeTicker;
import io.github.twscache.NamedCache;
import io.github.twscache.Ticker;
import io.github.twscache.TtlCache;
import io.github.twscache.TwsOptimizedAsyncCache;
import io.github.twscache.generated.CaseSettings.Listening;

/**
 * The cache of a case with its time, and what its listener hears.
 */
final class Subject {

	private static final Duration NEVER_BY_ITSELF = Duration.ofDays(1);

	/** The cache of the product. */
	private final TtlCache<Key, Value> product;

	/** What the case uses: the same, or something around it. */
	final TtlCache<Key, Value> cache;

	final FakeTicker ticker;

	final EventLog log;

	private final DrawnPolicy policy;

	private final Runnable closing;

	private Subject(TtlCache<Key, Value> product, TtlCache<Key, Value> cache, FakeTicker ticker, EventLog log,
			DrawnPolicy policy, Runnable closing) {
		this.product = product;
		this.cache = cache;
		this.ticker = ticker;
		this.log = log;
		this.policy = policy;
		this.closing = closing;
	}

	static Subject open(CaseSettings settings) {
		return open(settings, new EventLog());
	}

	static Subject open(CaseSettings settings, EventLog log) {
		FakeTicker fake = new FakeTicker();
		Subject subject = settings.hierarchy() ? ofHierarchy(settings, fake, log) : single(settings, fake, log);
		if (settings.isHeard()) {
			subject.listen(log);
		}
		if (settings.listening() == Listening.RECORDER_AND_ONE_THAT_THROWS) {
			subject.listen(Subject::fail);
		}
		return subject;
	}

	private static Subject ofHierarchy(CaseSettings settings, FakeTicker fake, EventLog log) {
		DrawnPolicy policy = new DrawnPolicy();
		CacheHierarchy hierarchy = CacheHierarchy.builder()
			.ticker(ticker(fake))
			.cleanupInterval(NEVER_BY_ITSELF)
			.settings((name) -> {
				CacheSettingsBuilder builder = CacheSettings.builder();
				settings.apply(builder, policy);
				return builder.build();
			})
			.build();
		NamedCache<Key, Value> cache = hierarchy.cache("generated");
		return new Subject(cache, cache, fake, log, policy, hierarchy::close);
	}

	private static Subject single(CaseSettings settings, FakeTicker fake, EventLog log) {
		DrawnPolicy policy = new DrawnPolicy();
		TwsOptimizedAsyncCache<Key, Value> cache = TwsOptimizedAsyncCache.<Key, Value>builder()
			.ticker(ticker(fake))
			.cleanupInterval(NEVER_BY_ITSELF)
			.settings((builder) -> settings.apply(builder, policy))
			.build();
		return new Subject(cache, cache, fake, log, policy, cache::close);
	}

	/**
	 * For the thread that starts cleanups time stands still, so that nothing is due for
	 * it: a case that takes seconds on a busy machine cleans up only where it says so.
	 */
	private static Ticker ticker(FakeTicker fake) {
		long start = fake.read();
		return () -> Thread.currentThread().getName().equals("tws-cache-cleanup") ? start : fake.read();
	}

	private void listen(CacheEventListener listener) {
		if (this.product instanceof NamedCache<?, ?> named) {
			named.addListener(listener);
		}
		else {
			((TwsOptimizedAsyncCache<?, ?>) this.product).addListener(listener);
		}
	}

	private static void fail(CacheEvent event) {
		if (event.kind() == Kind.CREATED) {
			throw new IllegalStateException("a listener that fails on purpose");
		}
		throw new LinkageError("a listener that fails on purpose");
	}

	/** Puts something around the cache. */
	Subject around(UnaryOperator<TtlCache<Key, Value>> wrapper) {
		return new Subject(this.product, wrapper.apply(this.product), this.ticker, this.log, this.policy, this.closing);
	}

	/** How often the policy has failed. */
	long policyFailures() {
		return this.policy.failures();
	}

	int shardsInUse() {
		return (this.product instanceof NamedCache<?, ?> named) ? named.numShardsInUse()
				: ((TwsOptimizedAsyncCache<?, ?>) this.product).numShardsInUse();
	}

	/** Gives the cache of the product, for those who look into it. */
	TtlCache<Key, Value> product() {
		return this.product;
	}

	void close() {
		this.closing.run();
	}

}
