package io.github.twscache.engine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;

import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

import io.github.twscache.FakeTicker;

/**
 * Opens stores on a {@link FakeTicker} and closes them after the test.
 */
final class StoreFixture implements AfterEachCallback {

	final FakeTicker ticker = new FakeTicker();

	private final List<AutoCloseable> opened = new ArrayList<>();

	/** Opens a store that is cleaned up only when told. */
	ShardedStore open(int shards, long maximum, StoreListener listener) {
		return open(shards, maximum, listener, maintenance(4, Duration.ofDays(1)));
	}

	ShardedStore open(int shards, long maximum, StoreListener listener, Maintenance maintenance) {
		StoreSettings settings = new StoreSettings(shards, maximum, null, Duration.ofSeconds(10).toNanos(), -1, 0, 0, 0,
				64, true);
		return open(settings, listener, maintenance);
	}

	/** Opens a store of one's own settings that is cleaned up only when told. */
	ShardedStore open(StoreSettings settings) {
		return open(settings, (StoreListener) null);
	}

	/** The same, on a clock of one's own. */
	ShardedStore open(StoreSettings settings, LongSupplier clock) {
		ShardedStore store = new ShardedStore(settings, new CacheClock(clock, false),
				maintenance(4, Duration.ofDays(1)), null);
		this.opened.add(0, store::close);
		return store;
	}

	/** The same, with a listener. */
	ShardedStore open(StoreSettings settings, StoreListener listener) {
		return open(settings, listener, maintenance(4, Duration.ofDays(1)));
	}

	ShardedStore open(StoreSettings settings, StoreListener listener, Maintenance maintenance) {
		ShardedStore store = new ShardedStore(settings, new CacheClock(this.ticker::read, false), maintenance,
				listener);
		this.opened.add(0, store::close);
		return store;
	}

	/** Opens the threads of loads, which are closed after the stores. */
	LoadExecutor executor(int most) {
		LoadExecutor executor = new LoadExecutor(most, (task) -> {
			Thread thread = new Thread(task, "test-load");
			thread.setDaemon(true);
			return thread;
		}, UnaryOperator.identity());
		this.opened.add(executor);
		return executor;
	}

	Maintenance maintenance(int workers, Duration interval) {
		Maintenance maintenance = new Maintenance(workers, interval.toNanos());
		this.opened.add(maintenance);
		return maintenance;
	}

	static void put(ShardedStore store, Object key, Object value) {
		store.writer().put(key, Spread.hash(key), value, ShardedStore.OWN_TTL);
	}

	static Object get(ShardedStore store, Object key) {
		return store.get(key, Spread.hash(key));
	}

	static int shardOf(ShardedStore store, Object key) {
		return store.inspect(key, Spread.hash(key)).shard();
	}

	@Override
	public void afterEach(ExtensionContext context) throws Exception {
		for (AutoCloseable open : this.opened) {
			open.close();
		}
	}

}
