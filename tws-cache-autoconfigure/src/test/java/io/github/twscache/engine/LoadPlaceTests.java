package io.github.twscache.engine;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.github.twscache.Workers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Who has the one place there is for loads, and who need not wait for it.
 */
@Timeout(30)
class LoadPlaceTests {

	private static final String KEY = "key";

	private static final int HASH = Spread.hash(KEY);

	private static final String OTHER = "other";

	private static final Duration LONG = Duration.ofMinutes(1);

	@RegisterExtension
	final StoreFixture stores = new StoreFixture();

	@RegisterExtension
	final Workers workers = new Workers();

	private final HungLoader hung = new HungLoader("late");

	private final CountDownLatch goOn = new CountDownLatch(1);

	private LoadExecutor executor;

	@BeforeEach
	void open() {
		this.executor = this.stores.executor(1);
	}

	@AfterEach
	void release() {
		this.hung.release();
		this.goOn.countDown();
	}

	@Test
	void placeIsFreeWhileACallerGoesOnWithTheValue() throws Exception {
		ShardedStore store = open(Duration.ZERO, LONG);
		Future<Object> leader = this.workers.start(() -> load(store, KEY, this.hung));
		this.hung.started.await();
		CompletableFuture<Void> goesOn = blockAfter(
				store.loads().loadAsync(KEY, HASH, () -> CompletableFuture.completedFuture("not called")));
		this.hung.release();
		assertThat(Workers.result(leader)).isEqualTo("late");
		assertThat(load(store, OTHER, () -> "loaded")).isEqualTo("loaded");
		assertThat(goesOn).isNotDone();
		this.goOn.countDown();
		goesOn.join();
	}

	@Test
	void placeGoesToTheNextInLineWhileACallerGoesOnWithTheValue() throws Exception {
		ShardedStore store = open(Duration.ZERO, LONG);
		Future<Object> leader = this.workers.start(() -> load(store, KEY, this.hung));
		this.hung.started.await();
		CompletableFuture<Void> goesOn = blockAfter(store.loads().begin(KEY, HASH, true, null).future());
		Future<Object> next = this.workers.start(() -> load(store, OTHER, () -> "loaded"));
		awaitInLine();
		this.hung.release();
		assertThat(Workers.result(leader)).isEqualTo("late");
		assertThat(Workers.result(next)).isEqualTo("loaded");
		assertThat(goesOn).isNotDone();
		this.goOn.countDown();
		goesOn.join();
		Awaitility.await().until(this.executor::hasRoom);
	}

	@Test
	void loadsInLineAreRefusedWhenTheThreadsEnd() throws Exception {
		ShardedStore store = open(Duration.ZERO, LONG);
		Future<Object> leader = this.workers.start(() -> load(store, KEY, this.hung));
		this.hung.started.await();
		Future<Object> next = this.workers.start(() -> load(store, OTHER, () -> "not called"));
		awaitInLine();
		this.executor.close();
		assertThatExceptionOfType(ExecutionException.class).isThrownBy(() -> Workers.result(next))
			.withRootCauseInstanceOf(IllegalStateException.class)
			.havingRootCause()
			.withMessageContaining("closed");
		this.hung.release();
		assertThat(Workers.result(leader)).isEqualTo("late");
		assertThat(store.loads().mayHaveTickets()).isFalse();
	}

	@Test
	void futureWithoutASoftTimeOutWaitsForItsLoadThoughThereIsAStaleValue() throws Exception {
		ShardedStore store = open(Duration.ZERO, LONG);
		assertThat(store.loads().runsApart()).isTrue();
		StoreFixture.put(store, KEY, "old");
		this.stores.ticker.advance(FixedRules.TTL);
		assertWaits(store);
	}

	@Test
	void futureWithoutAHardTimeOutWaitsForItsLoadHoweverLongThatTakes() throws Exception {
		assertWaits(open(LONG, Duration.ZERO));
	}

	@Test
	void loadsWithoutTimeOutsRunInTheThreadsOfTheirCallers() throws LoadFailure {
		ShardedStore store = open(Duration.ZERO, Duration.ZERO);
		assertThat(store.loads().runsApart()).isFalse();
		assertThat(load(store, KEY, Thread::currentThread)).isSameAs(Thread.currentThread());
	}

	/** Has alarms ring that have no reason to wait. */
	private void assertWaits(ShardedStore store) throws InterruptedException {
		CompletableFuture<Object> source = new CompletableFuture<>();
		CompletableFuture<Object> answer = store.loads().loadAsync(KEY, HASH, () -> source);
		CountDownLatch later = new CountDownLatch(1);
		Alarm.after(Duration.ofMillis(20).toNanos(), this.executor.alarms(), later::countDown);
		later.await();
		assertThat(answer).isNotDone();
		source.complete("new");
		assertThat(answer).isCompletedWithValue("new");
	}

	@Test
	void loadThatLoadsAnotherDoesNotRunWhatACallerDoesWithThat() throws Exception {
		ShardedStore store = open(Duration.ZERO, LONG);
		AtomicReference<CompletableFuture<Void>> goesOn = new AtomicReference<>();
		Object value = load(store, KEY, () -> "outer of " + load(store, OTHER, () -> {
			goesOn.set(blockAfter(store.loads().begin(OTHER, Spread.hash(OTHER), true, null).future()));
			return "inner";
		}));
		assertThat(value).isEqualTo("outer of inner");
		assertThat(goesOn.get()).isNotDone();
		this.goOn.countDown();
		goesOn.get().join();
	}

	@Test
	void loadThatReturnsInterruptedDoesNotInterruptTheNextInLine() throws Exception {
		ShardedStore store = open(Duration.ZERO, LONG);
		Future<Object> leader = this.workers.start(() -> load(store, KEY, () -> {
			this.hung.call();
			Thread.currentThread().interrupt();
			return Thread.currentThread();
		}));
		this.hung.started.await();
		AtomicReference<Thread> thread = new AtomicReference<>();
		Future<Object> next = this.workers.start(() -> load(store, OTHER, () -> {
			thread.set(Thread.currentThread());
			return Thread.currentThread().isInterrupted();
		}));
		awaitInLine();
		this.hung.release();
		assertThat(Workers.result(next)).isEqualTo(false);
		assertThat(Workers.result(leader)).as("in the same thread").isSameAs(thread.get());
	}

	@Test
	void futureIsCompletedThoughThereIsNoOtherThreadForThat() throws Exception {
		ShardedStore store = open(Duration.ZERO, LONG);
		Future<Object> leader = this.workers.start(() -> load(store, KEY, this.hung));
		this.hung.started.await();
		CompletableFuture<Object> joined = store.loads().begin(KEY, HASH, true, null).future();
		this.executor.close();
		this.hung.release();
		assertThat(Workers.result(joined)).isEqualTo("late");
		assertThat(Workers.result(leader)).isEqualTo("late");
	}

	@Test
	void callerWhoMayWaitForEverIsServedAStaleValueWhereNoPlaceIsFree() throws Exception {
		ShardedStore store = open(LONG, Duration.ZERO);
		StoreFixture.put(store, OTHER, "old");
		this.stores.ticker.advance(FixedRules.TTL);
		Future<Object> leader = this.workers.start(() -> load(store, KEY, this.hung));
		this.hung.started.await();
		assertThat(load(store, OTHER, () -> "not called")).isEqualTo("old");
		LoadHandle handle = store.loads().begin(OTHER, Spread.hash(OTHER), true, null);
		CompletableFuture<Object> joined = store.loads().begin(OTHER, Spread.hash(OTHER), true, null).future();
		assertThat(handle.runApartOrWait(() -> handle.store("not run"))).isTrue();
		assertThat(handle.await()).isEqualTo("old");
		assertThat(joined).isCompletedWithValue("old");
		assertThat(store.statistics().staleServed()).isEqualTo(3);
		assertThat(store.loads().inFlight()).as("the one that hangs").isOne();
		this.hung.release();
		assertThat(Workers.result(leader)).isEqualTo("late");
		Awaitility.await().until(this.executor::hasRoom);
		assertThat(load(store, OTHER, () -> "new")).isEqualTo("new");
	}

	@Test
	void callerWhoMayWaitForEverWaitsForNoPlace() throws Exception {
		ShardedStore store = open(Duration.ofMillis(20), Duration.ZERO);
		Future<Object> leader = this.workers.start(() -> load(store, KEY, this.hung));
		this.hung.started.await();
		assertThat(load(store, OTHER, Thread::currentThread)).isSameAs(Thread.currentThread());
		LoadHandle handle = store.loads().begin("third", Spread.hash("third"), true, null);
		assertThat(handle.runApartOrWait(() -> handle.store("not run"))).isFalse();
		handle.store("value");
		assertThat(handle.await()).isEqualTo("value");
		this.hung.release();
		assertThat(Workers.result(leader)).isEqualTo("late");
	}

	@Test
	void bodyThatThrowsFailsItsLoadAndOneThatReturnsMayEndItLater() throws LoadFailure {
		ShardedStore store = open(Duration.ZERO, LONG);
		LoadHandle throwing = store.loads().begin(KEY, HASH, true, null);
		assertThat(throwing.runApartOrWait(() -> {
			throw new UnsupportedOperationException("on purpose");
		})).isTrue();
		assertThatExceptionOfType(LoadFailure.class).isThrownBy(throwing::await)
			.withCauseInstanceOf(UnsupportedOperationException.class);
		LoadHandle later = store.loads().begin(KEY, HASH, true, null);
		assertThat(later.runApartOrWait(() -> {
		})).isTrue();
		CompletableFuture<Object> waiting = store.loads().begin(KEY, HASH, true, null).future();
		assertThat(waiting).isNotDone();
		later.store("value");
		assertThat(waiting).isCompletedWithValue("value");
		assertThat(later.await()).isEqualTo("value");
		assertThat(store.loads().mayHaveTickets()).isFalse();
	}

	private ShardedStore open(Duration soft, Duration hard) {
		LoadSettings loads = new LoadSettings(soft.toNanos(), hard.toNanos(), 0, this.executor,
				() -> new IllegalStateException("time is up"));
		return this.stores.open(FixedRules.stale().settings(loads));
	}

	private static Object load(ShardedStore store, String key, Callable<Object> loader) throws LoadFailure {
		return store.loads().load(key, Spread.hash(key), loader);
	}

	/** Blocks the thread that completes the answer. */
	private CompletableFuture<Void> blockAfter(CompletableFuture<Object> answer) {
		return answer.thenAccept((value) -> {
			try {
				this.goOn.await();
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
		});
	}

	private void awaitInLine() {
		Awaitility.await().until(() -> {
			synchronized (this.executor) {
				return LoadOracle.WAITING_LOADS.get(this.executor).size() == 1;
			}
		});
	}

}
