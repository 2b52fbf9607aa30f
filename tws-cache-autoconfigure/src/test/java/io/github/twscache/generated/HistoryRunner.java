package io.github.twscache.generated;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.jspecify.annotations.Nullable;

import io.github.twscache.CacheLoadException;
import io.github.twscache.CachedValue;
import io.github.twscache.TtlCache;
import io.github.twscache.generated.Operation.Kind;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Runs programs in threads and notes what came of each operation.
 */
final class HistoryRunner implements AutoCloseable {

	private static final int MOST_THREADS = 4;

	private static final int PATIENCE_SECONDS = 20;

	/** Enough for the first level: every 64th hit of a thread is promoted. */
	private static final int BURST = 70;

	private final ExecutorService threads = Executors.newFixedThreadPool(MOST_THREADS, (task) -> {
		Thread thread = new Thread(task, "history");
		thread.setDaemon(true);
		return thread;
	});

	/**
	 * The failure of a load, known by its number.
	 */
	private static final class PlannedFailure extends Exception {

		private static final long serialVersionUID = 1L;

		private final int product;

		PlannedFailure(int product) {
			super("a loader that fails on purpose", null, false, false);
			this.product = product;
		}

	}

	/**
	 * Runs a program once, on keys that nobody has used yet.
	 * @return what was observed, the values at the end among it
	 */
	List<Observed> run(Program program, TtlCache<Key, Value> cache, int firstKey) throws Exception {
		for (int key = 0; key < program.keys(); key++) {
			prepare(cache, key(firstKey, key), program.initial(key), program.hot().get(key));
		}
		AtomicInteger missing = new AtomicInteger(program.threads().size());
		List<Future<List<Observed>>> running = new ArrayList<>();
		for (List<Operation> operations : program.threads()) {
			running.add(this.threads.submit(() -> work(operations, cache, firstKey, missing)));
		}
		List<Observed> history = new ArrayList<>();
		for (Future<List<Observed>> thread : running) {
			history.addAll(thread.get(PATIENCE_SECONDS, TimeUnit.SECONDS));
		}
		for (int key = 0; key < program.keys(); key++) {
			history.add(observe(new Operation(Kind.GET, MOST_THREADS, key, key + 1, 0), cache, firstKey));
		}
		cache.invalidateAll();
		return history;
	}

	private static Key key(int firstKey, int key) {
		return new Key(firstKey + key, firstKey + key);
	}

	private static void prepare(TtlCache<Key, Value> cache, Key key, int initial, boolean hot) {
		if (initial != Observed.NOTHING) {
			cache.put(key, new Value(initial, 1));
		}
		for (int i = 0; hot && i < BURST; i++) {
			cache.inspect(key).ifPresent((there) -> cache.getIfPresent(key));
		}
	}

	private static List<Observed> work(List<Operation> operations, TtlCache<Key, Value> cache, int firstKey,
			AtomicInteger missing) throws Exception {
		// A barrier wakes its threads one by one; by then the first would be through.
		missing.decrementAndGet();
		while (missing.get() > 0 && !Thread.currentThread().isInterrupted()) {
			Thread.yield();
		}
		List<Observed> observed = new ArrayList<>();
		for (Operation operation : operations) {
			pause(operation);
			observed.add(observe(operation, cache, firstKey));
		}
		return observed;
	}

	private static void pause(Operation operation) {
		for (int i = 0; i < operation.pause(); i++) {
			Thread.onSpinWait();
		}
	}

	private static Observed observe(Operation operation, TtlCache<Key, Value> cache, int firstKey) throws Exception {
		Loader loader = new Loader(operation);
		long begin = System.nanoTime();
		int outcome = perform(operation, cache, key(firstKey, operation.key()), loader);
		long end = System.nanoTime();
		return new Observed(operation, begin, loader.loading, loader.loaded, end, outcome);
	}

	private static int perform(Operation operation, TtlCache<Key, Value> cache, Key key, Loader loader)
			throws Exception {
		Value value = new Value(operation.number(), 1);
		return switch (operation.kind()) {
			case GET -> number(cache.getIfPresent(key));
			case PUT -> {
				cache.put(key, value);
				yield Observed.NOTHING;
			}
			case PUT_IF_ABSENT -> {
				CachedValue<Value> present = cache.putIfAbsent(key, value);
				yield (present != null) ? number(present.value()) : Observed.NOTHING;
			}
			case INVALIDATE -> cache.invalidate(key) ? Observed.REMOVED : Observed.NOTHING;
			case CLEAR -> {
				cache.invalidateAll();
				yield Observed.NOTHING;
			}
			case RESIZE -> {
				CompletableFuture<?> resized = cache.resize(operation.number());
				assertThat(resized).isNotCompletedExceptionally();
				yield Observed.NOTHING;
			}
			case LOAD, FAILING_LOAD -> load(cache, key, loader);
			case LOAD_ASYNC -> loadAsync(cache, key, loader);
		};
	}

	private static int load(TtlCache<Key, Value> cache, Key key, Loader loader) {
		try {
			return number(cache.get(key, (missing) -> loader.load()));
		}
		catch (CacheLoadException ex) {
			return product(ex.getCause(), ex);
		}
	}

	private static int loadAsync(TtlCache<Key, Value> cache, Key key, Loader loader) throws Exception {
		try {
			return number(cache.getAsync(key, (missing) -> CompletableFuture.completedFuture(loader.load()))
				.get(PATIENCE_SECONDS, TimeUnit.SECONDS));
		}
		catch (ExecutionException ex) {
			return product(ex.getCause(), ex);
		}
	}

	private static int product(@Nullable Throwable failure, Exception thrown) {
		if (failure instanceof PlannedFailure planned) {
			return planned.product;
		}
		throw new IllegalStateException("a load failed that was not to fail", thrown);
	}

	private static int number(@Nullable Value value) {
		return (value != null) ? value.id() : Observed.NOTHING;
	}

	@Override
	public void close() {
		this.threads.shutdownNow();
	}

	/**
	 * Makes the value of an operation that loads, once, and notes when.
	 */
	private static final class Loader {

		private final Operation operation;

		private long loading;

		private long loaded;

		private Loader(Operation operation) {
			this.operation = operation;
		}

		private Value load() throws PlannedFailure {
			if (this.loading != 0) {
				throw new IllegalStateException("the loader of " + this.operation + " is called again");
			}
			this.loading = System.nanoTime();
			pause(this.operation);
			this.loaded = System.nanoTime();
			if (this.operation.product() < 0) {
				throw new PlannedFailure(this.operation.product());
			}
			return new Value(this.operation.number(), 1);
		}

	}

}
