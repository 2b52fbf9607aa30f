package io.github.twscache.engine;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.stream.Stream;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import io.github.twscache.Workers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.catchThrowable;

/**
 * Loads whose callers run the loader themselves.
 */
@Timeout(30)
class LoadHandleTests {

	private static final String KEY = "key";

	private static final int HASH = Spread.hash(KEY);

	@RegisterExtension
	final StoreFixture stores = new StoreFixture();

	@RegisterExtension
	final Workers workers = new Workers();

	private ShardedStore store;

	@BeforeEach
	void open() {
		this.store = this.stores.open(4, 1000, null);
	}

	@Test
	void firstLeadsAndOthersGetWhatItStores() throws Exception {
		LoadHandle leader = begin(true);
		assertThat(leader.leads()).isTrue();
		assertThat(leader.isShared()).isTrue();
		LoadHandle waiter = begin(true);
		assertThat(waiter.leads()).isFalse();
		Future<Object> waiting = this.workers.start(waiter::await);
		this.workers.awaitBlocked();
		CompletableFuture<Object> future = begin(true).future();
		Future<Object> loading = this.workers.start(() -> this.store.loads().load(KEY, HASH, () -> "not called"));
		this.workers.awaitBlocked();
		leader.store("value");
		assertThat(Workers.result(waiting)).isEqualTo("value");
		assertThat(Workers.result(loading)).isEqualTo("value");
		assertThat(future).isCompletedWithValue("value");
		assertThat(begin(true).found()).isEqualTo("value");
		assertThat(begin(false).found()).isEqualTo("value");
		assertThat(begin(true).await()).isEqualTo("value");
		assertThat(begin(true).future()).isCompletedWithValue("value");
		assertThat(this.store.statistics().loads()).isOne();
		assertThat(this.store.statistics().misses()).as("that of load() alone").isOne();
		assertThat(this.store.loads().mayHaveTickets()).isFalse();
	}

	@Test
	void valueThatIsReleasedIsNotStored() {
		LoadHandle leader = begin(true);
		CompletableFuture<Object> future = begin(true).future();
		leader.release(Masked.NULL);
		assertThat(future).isCompletedWithValue(null);
		assertThat(StoreFixture.get(this.store, KEY)).isNull();
	}

	@Test
	void firstEndCounts() {
		LoadHandle leader = begin(true);
		leader.store("first");
		leader.store("second");
		assertThat(leader.fail(new IOException("on purpose"))).isNull();
		leader.release("third");
		leader.abandon();
		assertThat(StoreFixture.get(this.store, KEY)).isEqualTo("first");
		assertThat(this.store.statistics().loads()).isOne();
		assertThat(this.store.statistics().loadFailures()).isZero();
	}

	@Test
	void failureReachesAllWhoWait() throws Exception {
		IOException failure = new IOException("on purpose");
		LoadHandle leader = begin(true);
		CompletableFuture<Object> future = begin(true).future();
		Future<Throwable> waiting = this.workers.start(() -> catchThrowable(() -> begin(true).await()));
		this.workers.awaitBlocked();
		assertThat(leader.fail(failure)).isNull();
		assertThatExceptionOfType(CompletionException.class).isThrownBy(future::join).havingCause().isSameAs(failure);
		assertThat(Workers.result(waiting)).isInstanceOf(LoadFailure.class).hasCause(failure);
	}

	@Test
	void thoseWhoWaitAreToldThatTheLeaderGaveUp() throws Exception {
		LoadHandle leader = begin(true);
		CompletableFuture<Object> future = begin(true).future();
		Future<Throwable> waiting = this.workers.start(() -> catchThrowable(() -> begin(true).await()));
		this.workers.awaitBlocked();
		leader.abandon();
		assertThatExceptionOfType(CancellationException.class).isThrownBy(future::join);
		assertThat(Workers.result(waiting)).isInstanceOf(CancellationException.class);
		assertThat(begin(true).leads()).isTrue();
		assertThat(this.store.statistics().loadFailures()).isZero();
		this.store.close();
	}

	@Test
	void threadMustNotWaitForItsOwnLoadUnlessItGoesOnElsewhere() throws Exception {
		LoadHandle leader = begin(true);
		LoadHandle waiter = begin(true);
		waiter.detach();
		assertThatIllegalStateException().isThrownBy(waiter::await).withCauseInstanceOf(LoadCircleException.class);
		leader.detach();
		Thread caller = Thread.currentThread();
		Future<Boolean> elsewhere = this.workers.start(() -> {
			Awaitility.await().until(() -> caller.getState() == Thread.State.WAITING);
			leader.store("value");
			return true;
		});
		assertThat(leader.await()).isEqualTo("value");
		assertThat(Workers.result(elsewhere)).isTrue();
	}

	@Test
	void circleIsFoundOverALoadThatItsCallerRunsHimself() throws Exception {
		String other = "other";
		int otherHash = Spread.hash(other);
		LoadSettings limited = new LoadSettings(1, 0, 0, this.stores.executor(1), IllegalStateException::new);
		SingleFlight loads = this.stores.open(FixedRules.stale().settings(limited)).loads();
		CountDownLatch leads = new CountDownLatch(1);
		CountDownLatch loading = new CountDownLatch(1);
		Future<Throwable> caller = this.workers.start(() -> {
			LoadHandle leader = loads.begin(other, otherHash, true, null);
			leads.countDown();
			loading.await();
			Throwable told = catchThrowable(() -> loads.load(KEY, HASH, () -> "not called"));
			leader.release("value");
			return told;
		});
		leads.await();
		Future<Throwable> apart = this.workers.start(() -> catchThrowable(() -> loads.load(KEY, HASH, () -> {
			loading.countDown();
			return loads.load(other, otherHash, () -> "not called");
		})));
		assertThat(Workers.result(caller)).hasRootCauseInstanceOf(LoadCircleException.class);
		assertThat(apart).succeedsWithin(Duration.ofSeconds(10));
	}

	@Test
	void loadThatWaitsForACallersOwnServesWhatIsStaleInTime() throws Exception {
		LoadSettings limited = new LoadSettings(1, 0, 0, this.stores.executor(1), IllegalStateException::new);
		ShardedStore kept = this.stores.open(FixedRules.stale().settings(limited));
		StoreFixture.put(kept, KEY, "old");
		this.stores.ticker.advance(FixedRules.TTL);
		LoadHandle leader = kept.loads().begin(KEY, HASH, true, null);
		leader.detach();
		String other = "other";
		assertThat(kept.loads()
			.load(other, Spread.hash(other), () -> "with " + kept.loads().load(KEY, HASH, () -> "not called")))
			.isEqualTo("with old");
		leader.abandon();
	}

	@Test
	void futuresAreAnsweredInTimeAndTheLoadGoesOn() {
		LoadSettings limited = new LoadSettings(0, 1, 0, this.stores.executor(1), IllegalStateException::new);
		ShardedStore brief = this.stores.open(FixedRules.stale().settings(limited));
		LoadHandle leader = brief.loads().begin(KEY, HASH, true, null);
		CompletableFuture<Object> answer = leader.future();
		Awaitility.await().until(answer::isDone);
		assertThat(answer).isCompletedExceptionally();
		leader.store("late");
		assertThat(StoreFixture.get(brief, KEY)).isEqualTo("late");
	}

	@Test
	void whoAsksAgainWaitsFromHisFirstQuestionOn() {
		LoadSettings limited = new LoadSettings(0, Duration.ofMinutes(1).toNanos(), 0, this.stores.executor(1),
				IllegalStateException::new);
		SingleFlight loads = this.stores.open(FixedRules.stale().settings(limited)).loads();
		LoadHandle leader = loads.begin(KEY, HASH, true, "one");
		LoadHandle waiter = loads.begin(KEY, HASH, true, "other");
		leader.abandon();
		assertThatExceptionOfType(CancellationException.class).isThrownBy(waiter::await);
		LoadHandle next = waiter.again(true);
		assertThat(next.leads()).isTrue();
		assertThat(next.askedNanos()).isEqualTo(waiter.askedNanos())
			.isNotEqualTo(loads.begin(KEY, HASH, true, "third").askedNanos());
		CompletableFuture<Object> foreign = loads.begin(KEY, HASH, true, "one").future();
		next.release("value");
		assertForeign(foreign);
		LoadHandle alone = waiter.again(false);
		assertThat(alone.isShared()).isFalse();
		alone.abandon();
	}

	@Test
	void whatIsLeftOfALoadWhoseEndRanOutOfStackGoesWithTheNext() {
		AtomicBoolean deep = new AtomicBoolean();
		Object key = new Object() {

			@Override
			public int hashCode() {
				if (deep.get()) {
					throw new StackOverflowError("on purpose");
				}
				return 17;
			}

		};
		LoadHandle leader = this.store.loads().begin(key, Spread.hash(key), true, null);
		deep.set(true);
		leader.abandon();
		deep.set(false);
		assertThat(LoadOracle.tickets(this.store)).isNotEmpty();
		LoadHandle next = this.store.loads().begin(key, Spread.hash(key), true, null);
		assertThat(next.leads()).isTrue();
		next.store("value");
		assertThat(StoreFixture.get(this.store, key)).isEqualTo("value");
		leader = this.store.loads().begin("other", Spread.hash("other"), true, null);
		leader.abandon();
		assertThat(LoadOracle.tickets(this.store)).isEmpty();
	}

	@Test
	void callersWhoLoadAloneShareNothing() {
		LoadHandle first = begin(false);
		LoadHandle second = begin(false);
		LoadHandle shared = begin(true);
		assertThat(first.leads() && second.leads() && shared.leads()).isTrue();
		assertThat(first.isShared() || second.isShared()).isFalse();
		first.store("first");
		assertThat(StoreFixture.get(this.store, KEY)).isEqualTo("first");
		second.release("second");
		shared.release("third");
		assertThat(StoreFixture.get(this.store, KEY)).isEqualTo("first");
		assertThat(this.store.loads().mayHaveTickets()).isFalse();
		assertThat(LoadOracle.marks(this.store)).isEmpty();
	}

	static Stream<Consumer<ShardedStore>> changes() {
		return Stream.of((store) -> store.writer().remove(KEY, HASH), (store) -> store.writer().clear(),
				(store) -> StoreFixture.put(store, KEY, "put"),
				(store) -> store.writer().putIfAbsent(KEY, HASH, "put"));
	}

	@ParameterizedTest
	@MethodSource("changes")
	void changeDuringALoadWins(Consumer<ShardedStore> change) {
		for (boolean shared : new boolean[] { true, false }) {
			this.store.writer().remove(KEY, HASH);
			LoadHandle load = begin(shared);
			change.accept(this.store);
			Object expected = StoreFixture.get(this.store, KEY);
			load.store("late");
			assertThat(StoreFixture.get(this.store, KEY)).as("shared: %s", shared).isEqualTo(expected);
		}
	}

	@Test
	void loadThatBeganAloneAfterAChangeIsStored() {
		LoadHandle before = begin(false);
		this.store.writer().remove(KEY, HASH);
		LoadHandle after = begin(false);
		before.store("before");
		assertThat(StoreFixture.get(this.store, KEY)).isNull();
		after.store("after");
		assertThat(StoreFixture.get(this.store, KEY)).isEqualTo("after");
	}

	@Test
	void whatIsNotStoredIsForCallersOfTheSameOriginAlone() {
		LoadHandle leader = beginAs("one");
		CompletableFuture<Object> same = beginAs("one").future();
		CompletableFuture<Object> other = beginAs("other").future();
		CompletableFuture<Object> any = begin(true).future();
		leader.release("value");
		assertThat(same).isCompletedWithValue("value");
		assertThat(any).isCompletedWithValue("value");
		assertForeign(other);
	}

	@Test
	void failureIsForCallersOfTheSameOriginAloneAndAStoredValueIsForAll() throws Exception {
		LoadHandle failing = beginAs("one");
		CompletableFuture<Object> other = beginAs("other").future();
		Future<Throwable> waiting = this.workers.start(() -> catchThrowable(() -> beginAs("third").await()));
		this.workers.awaitBlocked();
		failing.fail(new IOException("on purpose"));
		assertForeign(other);
		assertThat(Workers.result(waiting)).isInstanceOfSatisfying(LoadFailure.class,
				(failure) -> assertThat(failure.isForeign()).isTrue());
		LoadHandle storing = beginAs("one");
		CompletableFuture<Object> stored = beginAs("other").future();
		storing.store("value");
		assertThat(stored).isCompletedWithValue("value");
	}

	@Test
	void whatIsNotStoredIsNoAnswerToCallersWithALoader() throws Exception {
		loadBeside((leader) -> leader.release("another's"));
		loadBeside((leader) -> leader.fail(new IOException("another's")));
	}

	/** Has two callers with loaders wait for a ticket. */
	private void loadBeside(Consumer<LoadHandle> end) throws Exception {
		LoadHandle leader = beginAs("one");
		Future<Object> loading = this.workers.start(() -> this.store.loads().load(KEY, HASH, () -> "own"));
		this.workers.awaitBlocked();
		CompletableFuture<Object> later = this.store.loads()
			.loadAsync(KEY, HASH, () -> CompletableFuture.completedFuture("own"));
		assertThat(later).isNotDone();
		end.accept(leader);
		assertThat(Workers.result(loading)).isEqualTo("own");
		assertThat(Workers.result(later)).isEqualTo("own");
		this.store.writer().remove(KEY, HASH);
	}

	@Test
	void originThatCannotBeComparedLeavesNobodyWaiting() {
		Object broken = new Object() {

			@Override
			public boolean equals(Object other) {
				throw new UnsupportedOperationException("equals");
			}

			@Override
			public int hashCode() {
				return 1;
			}

		};
		LoadHandle leader = beginAs("one");
		CompletableFuture<Object> other = this.store.loads().begin(KEY, HASH, true, broken).future();
		leader.release("value");
		assertThat(catchThrowable(other::join).getCause()).isInstanceOf(UnsupportedOperationException.class);
	}

	@Test
	void loadIsItsCallersOwnWhereThereAreNoThreads() throws LoadFailure {
		LoadHandle leader = begin(true);
		assertThat(leader.runApart(() -> leader.store("not run"))).isFalse();
		assertThat(leader.runApartOrWait(() -> leader.store("not run"))).isFalse();
		leader.store("value");
		assertThat(leader.await()).isEqualTo("value");
	}

	private LoadHandle begin(boolean shared) {
		return this.store.loads().begin(KEY, HASH, shared, null);
	}

	private LoadHandle beginAs(Object origin) {
		return this.store.loads().begin(KEY, HASH, true, origin);
	}

	private static void assertForeign(CompletableFuture<Object> answer) {
		assertThat(catchThrowable(answer::join).getCause()).isInstanceOfSatisfying(LoadFailure.class,
				(failure) -> assertThat(failure.isForeign()).isTrue());
	}

}
