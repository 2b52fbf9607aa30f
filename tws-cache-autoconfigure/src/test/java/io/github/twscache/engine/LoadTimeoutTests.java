package io.github.twscache.engine;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.github.twscache.Workers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

/**
 * Callers who leave before their load ends. Loaders hang until they are released, so
 * however short a time-out is, it is one; where there must be none it is a minute.
 */
@Timeout(60)
class LoadTimeoutTests {

	private static final String KEY = "key";

	private static final int HASH = Spread.hash(KEY);

	private static final String OTHER = "other";

	private static final Duration SHORT = Duration.ofMillis(20);

	private static final Duration LONG = Duration.ofMinutes(1);

	@RegisterExtension
	final StoreFixture stores = new StoreFixture();

	@RegisterExtension
	final Workers workers = new Workers();

	private final HungLoader hung = new HungLoader("late");

	private final HungLoader[] others = { new HungLoader("1"), new HungLoader("2"), new HungLoader("3"),
			new HungLoader("4") };

	private LoadExecutor executor;

	private ShardedStore store;

	@AfterEach
	void release() {
		this.hung.release();
		for (HungLoader other : this.others) {
			other.release();
		}
	}

	@Test
	void callerLeavesAfterTheHardLimitAndTheLoadGoesOn() {
		open(8, null, SHORT);
		assertTimedOut(() -> load(KEY, this.hung));
		assertThat(this.store.loads().inFlight()).isOne();
		assertThat(this.store.statistics().loadFailures()).as("it has not ended").isZero();
		this.hung.release();
		awaitNoLoads();
		assertThat(StoreFixture.get(this.store, KEY)).isEqualTo("late");
		assertThat(this.store.statistics().loads()).isOne();
	}

	@Test
	void allWhoWaitLeaveAfterTheirTime() throws Exception {
		open(8, null, SHORT);
		List<Future<Throwable>> callers = new ArrayList<>();
		for (int i = 0; i < 4; i++) {
			callers.add(this.workers.start(() -> catchThrowable(() -> load(KEY, this.hung))));
		}
		for (Future<Throwable> caller : callers) {
			assertThat(Workers.result(caller)).isInstanceOf(LoadFailure.class);
		}
	}

	@Test
	void staleValueIsServedAfterTheSoftLimit() throws LoadFailure {
		openStale(8, SHORT, null);
		StoreFixture.put(this.store, KEY, "old");
		this.stores.ticker.advance(FixedRules.TTL);
		assertThat(load(KEY, this.hung)).isEqualTo("old");
		assertThat(this.store.statistics().staleServed()).isOne();
		assertThat(StoreFixture.get(this.store, KEY)).as("within the throttle time").isEqualTo("old");
		this.hung.release();
		awaitNoLoads();
		assertThat(StoreFixture.get(this.store, KEY)).isEqualTo("late");
		assertThat(this.store.lookup(KEY, HASH).stale()).isFalse();
	}

	@Test
	void withoutAStaleValueTheSoftLimitMeansNothing() throws Exception {
		openStale(8, SHORT, null);
		Future<Object> caller = this.workers.start(() -> load(KEY, this.hung));
		this.hung.started.await();
		// Without a limit any more.
		this.workers.awaitBlocked();
		this.hung.release();
		assertThat(Workers.result(caller)).isEqualTo("late");
	}

	@Test
	void staleValueIsServedAfterTheHardLimitToo() throws LoadFailure {
		openStale(8, null, SHORT);
		StoreFixture.put(this.store, KEY, "old");
		this.stores.ticker.advance(FixedRules.TTL);
		assertThat(load(KEY, this.hung)).isEqualTo("old");
		this.stores.ticker.advance(FixedRules.MAX_STALE);
		assertTimedOut(() -> load(KEY, this.hung));
	}

	@Test
	void valueThatIsEvictedDuringItsLoadIsNotServedWhenTimeIsUp() {
		openStale(8, SHORT, SHORT.plusMillis(1));
		StoreFixture.put(this.store, KEY, "old");
		this.stores.ticker.advance(FixedRules.TTL);
		LoadHandle leader = this.store.loads().begin(KEY, HASH, true, null);
		assertThat(leader.runApartOrWait(() -> leader.store(this.hung.call()))).isTrue();
		this.store.writer().remove(KEY, HASH);
		assertTimedOut(leader::await);
		assertThat(this.store.statistics().staleServed()).isZero();
	}

	@Test
	void loadThatHangsIsInterruptedOnceHoweverManyAsk() {
		open(8, null, SHORT);
		assertTimedOut(() -> load(KEY, this.hung));
		Awaitility.await().until(() -> this.hung.interrupts.get() > 0);
		assertTimedOut(() -> load(KEY, this.others[0]));
		this.hung.release();
		this.others[0].release();
		awaitNoLoads();
		assertThat(this.hung.interrupts).hasValue(1);
	}

	@Test
	void loaderThatHeedsItsInterruptHasTimedOut() {
		open(8, null, SHORT);
		AtomicInteger calls = new AtomicInteger();
		Callable<Object> heeds = () -> {
			calls.incrementAndGet();
			new CountDownLatch(1).await();
			return "never";
		};
		assertTimedOut(() -> load(KEY, heeds));
		awaitNoLoads();
		assertThat(calls).as("nobody begins again after an interrupt of the cache's own").hasValue(1);
		assertThat(this.store.statistics().loadFailures()).isOne();
	}

	@Test
	void hungKeyIsLoadedByALaterCallerAndWhatComesLateIsNotStored() {
		open(8, null, SHORT);
		assertTimedOut(() -> load(KEY, this.hung));
		Awaitility.await().until(() -> catchThrowable(() -> load(KEY, () -> "second")) == null);
		assertThat(StoreFixture.get(this.store, KEY)).isEqualTo("second");
		this.hung.release();
		awaitNoLoads();
		assertThat(StoreFixture.get(this.store, KEY)).isEqualTo("second");
	}

	@Test
	void keyThatHangsForGoodGetsFewThreads() {
		open(8, null, SHORT);
		HungLoader[] all = { this.hung, this.others[0], this.others[1] };
		for (HungLoader next : all) {
			Awaitility.await().until(() -> catchThrowable(() -> load(KEY, next)) != null && next.calls.get() > 0);
		}
		Load last = LoadOracle.tickets(this.store).get(KEY);
		assertThat(last.hung).isEqualTo(2);
		assertThat(last.isOverdue(1)).isTrue();
		assertThat(last.isOverdue(LONG.toNanos())).isFalse();
		assertThat(last.holdNanos(LONG.toNanos())).isEqualTo(4 * LONG.toNanos());
		this.hung.release();
		this.others[0].release();
		Awaitility.await().until(() -> this.store.loads().inFlight() == 1);
		Load next = new Load(KEY, HASH, 0, null, null, last);
		assertThat(next.hung).as("those that have ended do not count").isOne();
	}

	@Test
	void fourHungLoadersLeaveEverythingElseRunning() throws Exception {
		open(8, null, LONG);
		List<Future<Object>> callers = new ArrayList<>();
		for (int i = 0; i < this.others.length; i++) {
			HungLoader other = this.others[i];
			String key = "hung " + i;
			callers.add(this.workers.start(() -> load(key, other)));
			other.started.await();
		}
		assertThat(load(KEY, () -> "loaded")).isEqualTo("loaded");
		this.store.resizer().resize(16).join();
		assertThat(StoreFixture.get(this.store, KEY)).isEqualTo("loaded");
		this.stores.ticker.advance(Duration.ofSeconds(10));
		assertThat(this.store.cleanup().run()).isOne();
		assertThat(load(KEY, () -> "again")).isEqualTo("again");
		assertThat(this.store.loads().inFlight()).isEqualTo(4);
		assertThat(callers).noneMatch(Future::isDone);
	}

	@Test
	void callerWithoutAPlaceLeavesInTimeAndItsLoadIsGivenUp() {
		open(1, null, SHORT);
		assertTimedOut(() -> load(KEY, this.hung));
		AtomicInteger calls = new AtomicInteger();
		assertTimedOut(() -> load(OTHER, calls::incrementAndGet));
		assertThat(calls).hasValue(0);
		assertThat(this.store.loads().inFlight()).as("the one that hangs").isOne();
		assertThat(this.store.statistics().loadFailures()).isZero();
		this.hung.release();
		awaitNoLoads();
		assertThat(calls).as("it was taken out of the line").hasValue(0);
	}

	@Test
	void placeGoesToTheNextInLine() throws Exception {
		open(1, null, LONG);
		Future<Object> first = this.workers.start(() -> load(KEY, this.hung));
		this.hung.started.await();
		Future<Object> second = this.workers.start(() -> load(OTHER, () -> "loaded"));
		awaitInLine(1);
		assertThat(second.isDone()).isFalse();
		this.hung.release();
		assertThat(Workers.result(first)).isEqualTo("late");
		assertThat(Workers.result(second)).isEqualTo("loaded");
	}

	@Test
	void threadThatLoadsNeedsNoSecondPlace() throws LoadFailure {
		open(1, null, LONG);
		assertThat(load(KEY, () -> "outer of " + load(OTHER, () -> "inner"))).isEqualTo("outer of inner");
		assertThat(StoreFixture.get(this.store, OTHER)).isEqualTo("inner");
	}

	@Test
	void loadInLineIsRunByTheLoadThatNeedsIt() throws Exception {
		open(1, null, LONG);
		CountDownLatch started = new CountDownLatch(1);
		CountDownLatch inLine = new CountDownLatch(1);
		Future<Object> outer = this.workers.start(() -> load(KEY, () -> {
			started.countDown();
			inLine.await();
			return "outer of " + load(OTHER, () -> "not called");
		}));
		started.await();
		Future<Object> queued = this.workers.start(() -> load(OTHER, () -> "inner"));
		awaitInLine(1);
		inLine.countDown();
		assertThat(Workers.result(outer)).isEqualTo("outer of inner");
		assertThat(Workers.result(queued)).isEqualTo("inner");
	}

	@Test
	void circleOverThreadsOfLoadsIsFound() throws Exception {
		open(8, null, LONG);
		CountDownLatch bothLoad = new CountDownLatch(2);
		Future<Throwable> one = this.workers.start(() -> catchThrowable(() -> load(KEY, () -> {
			bothLoad.countDown();
			bothLoad.await();
			return load(OTHER, () -> "not called");
		})));
		Future<Throwable> two = this.workers.start(() -> catchThrowable(() -> load(OTHER, () -> {
			bothLoad.countDown();
			bothLoad.await();
			return load(KEY, () -> "not called");
		})));
		for (Future<Throwable> caller : List.of(one, two)) {
			assertThat(Workers.result(caller)).hasRootCauseInstanceOf(LoadCircleException.class);
		}
	}

	@Test
	void interruptOfACallerLeavesItsLoadAlone() throws Exception {
		open(8, null, LONG);
		Future<Throwable> caller = this.workers.start(() -> {
			Throwable told = catchThrowable(() -> load(KEY, this.hung));
			assertThat(Thread.interrupted()).isTrue();
			return told;
		});
		Thread thread = this.workers.last();
		this.hung.started.await();
		Awaitility.await().until(() -> thread.getState() == Thread.State.TIMED_WAITING);
		thread.interrupt();
		assertThat(Workers.result(caller)).isInstanceOf(LoadFailure.class)
			.hasCauseInstanceOf(InterruptedException.class);
		assertThat(this.hung.interrupts).hasValue(0);
		this.hung.release();
		awaitNoLoads();
		assertThat(StoreFixture.get(this.store, KEY)).isEqualTo("late");
	}

	@Test
	void failureOfALoadThatRunsApartIsTheLoadersOwn() {
		open(8, null, LONG);
		IOException failure = new IOException("on purpose");
		Throwable thrown = catchThrowable(() -> load(KEY, () -> {
			throw failure;
		}));
		assertThat(thrown).isInstanceOf(LoadFailure.class);
		assertThat(((LoadFailure) thrown).reason()).isSameAs(failure);
	}

	@Test
	void futuresAreAnsweredInTimeToo() {
		openStale(8, null, SHORT);
		CompletableFuture<Object> source = new CompletableFuture<>();
		CompletableFuture<Object> answer = this.store.loads().loadAsync(KEY, HASH, () -> source);
		Awaitility.await().until(answer::isDone);
		assertThat(answer).isCompletedExceptionally();
		source.complete("late");
		assertThat(StoreFixture.get(this.store, KEY)).isEqualTo("late");
		this.stores.ticker.advance(FixedRules.TTL);
		CompletableFuture<Object> stale = this.store.loads().loadAsync(KEY, HASH, CompletableFuture::new);
		Awaitility.await().until(stale::isDone);
		assertThat(stale).isCompletedWithValue("late");
		assertThat(this.store.statistics().staleServed()).isOne();
		// It would be in flight for ever.
		this.store.close();
	}

	@Test
	void futuresAreServedWhatIsStaleAfterTheSoftLimit() {
		openStale(8, SHORT, null);
		StoreFixture.put(this.store, KEY, "old");
		this.stores.ticker.advance(FixedRules.TTL);
		CompletableFuture<Object> stale = this.store.loads().loadAsync(KEY, HASH, CompletableFuture::new);
		Awaitility.await().until(stale::isDone);
		assertThat(stale).isCompletedWithValue("old");
		// It would be in flight for ever.
		this.store.close();
	}

	@Test
	void closeEndsAllWaitsAndWaitsForNoLoad() throws Exception {
		open(1, null, LONG);
		Future<Throwable> leader = this.workers.start(() -> catchThrowable(() -> load(KEY, this.hung)));
		this.hung.started.await();
		Future<Throwable> inLine = this.workers.start(() -> catchThrowable(() -> load(OTHER, () -> "not called")));
		awaitInLine(1);
		this.store.close();
		this.executor.close();
		for (Future<Throwable> caller : List.of(leader, inLine)) {
			assertThat(Workers.result(caller)).rootCause()
				.isInstanceOf(IllegalStateException.class)
				.hasMessageContaining("closed");
		}
		assertThat(catchThrowable(() -> load(OTHER, () -> "not called"))).hasMessageContaining("closed");
	}

	private void open(int places, Duration soft, Duration hard) {
		this.executor = this.stores.executor(places);
		this.store = this.stores.open(new StoreSettings(8, 10_000, null, Duration.ofSeconds(10).toNanos(), -1, 0, 0, 0,
				64, true, null, limits(soft, hard)));
	}

	private void openStale(int places, Duration soft, Duration hard) {
		this.executor = this.stores.executor(places);
		this.store = this.stores.open(FixedRules.stale().settings(limits(soft, hard)));
	}

	private LoadSettings limits(Duration soft, Duration hard) {
		return new LoadSettings((soft != null) ? soft.toNanos() : 0, (hard != null) ? hard.toNanos() : 0,
				FixedRules.THROTTLE.toNanos(), this.executor, () -> new IllegalStateException("time is up"));
	}

	private Object load(String key, Callable<Object> loader) throws LoadFailure {
		return this.store.loads().load(key, Spread.hash(key), loader);
	}

	private static void assertTimedOut(Callable<Object> caller) {
		Throwable thrown = catchThrowable(caller::call);
		assertThat(thrown).isInstanceOf(LoadFailure.class);
		assertThat(((LoadFailure) thrown).reason()).hasMessage("time is up");
	}

	private void awaitNoLoads() {
		Awaitility.await().until(() -> this.store.loads().inFlight() == 0);
	}

	private void awaitInLine(int loads) {
		Awaitility.await().until(() -> {
			synchronized (this.executor) {
				return LoadOracle.WAITING_LOADS.get(this.executor).size() == loads;
			}
		});
	}

}
