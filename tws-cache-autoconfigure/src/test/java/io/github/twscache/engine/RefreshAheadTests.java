package io.github.twscache.engine;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Stream;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import io.github.twscache.Workers;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Values that are loaded anew while they are good.
 */
@Timeout(30)
class RefreshAheadTests {

	private static final String KEY = "key";

	private static final int HASH = Spread.hash(KEY);

	private static final Duration HALF = FixedRules.TTL.dividedBy(2);

	@RegisterExtension
	final StoreFixture stores = new StoreFixture();

	@RegisterExtension
	final Workers workers = new Workers();

	private final HungLoader hung = new HungLoader("new");

	private LoadExecutor executor;

	private ShardedStore store;

	@BeforeEach
	void open() {
		open(FixedRules.refreshed(), 2);
	}

	private void open(FixedRules rules, int places) {
		this.executor = this.stores.executor(places);
		this.store = this.stores.open(rules.settings(
				new LoadSettings(0, 0, FixedRules.THROTTLE.toNanos(), this.executor, IllegalStateException::new)));
		StoreFixture.put(this.store, KEY, "old");
	}

	@AfterEach
	void release() {
		this.hung.release();
	}

	@Test
	void valueIsDueAtAFractionOfItsTime() {
		this.stores.ticker.advance(HALF.minusNanos(1));
		assertThat(isDue()).isFalse();
		AtomicInteger calls = new AtomicInteger();
		this.store.loads().refresh(KEY, HASH, calls::incrementAndGet);
		assertThat(this.store.loads().beginRefresh(KEY, HASH)).isNull();
		assertThat(this.store.loads().inFlight()).isZero();
		this.stores.ticker.advance(Duration.ofNanos(1));
		assertThat(isDue()).isTrue();
		assertThat(StoreFixture.get(this.store, KEY)).isEqualTo("old");
		this.store.loads().refresh(KEY, HASH, () -> "new");
		awaitNoLoads();
		assertThat(StoreFixture.get(this.store, KEY)).isEqualTo("new");
		assertThat(isDue()).isFalse();
		this.stores.ticker.advance(HALF);
		assertThat(isDue()).as("half of the time of the new value").isTrue();
		assertThat(calls).hasValue(0);
		assertThat(this.store.statistics().misses()).as("no look-up").isZero();
	}

	@Test
	void valueThatExpiredIsNotRefreshed() {
		this.stores.ticker.advance(FixedRules.TTL);
		assertThat(isDue()).isFalse();
		assertThat(this.store.loads().isRefreshDue("absent", Spread.hash("absent"))).isFalse();
	}

	@Test
	void oneRefreshIsUnderWayForAKeyAndTheValueStaysReadable() throws Exception {
		this.stores.ticker.advance(HALF);
		this.store.loads().refresh(KEY, HASH, this.hung);
		this.hung.started.await();
		assertThat(isDue()).isFalse();
		this.store.loads().refresh(KEY, HASH, this.hung);
		assertThat(this.store.loads().inFlight()).isOne();
		assertThat(StoreFixture.get(this.store, KEY)).isEqualTo("old");
		this.hung.release();
		awaitNoLoads();
		assertThat(this.hung.calls).hasValue(1);
		assertThat(StoreFixture.get(this.store, KEY)).isEqualTo("new");
	}

	@Test
	void failureLeavesTheValueAndIsNotTriedAgainForAWhile() {
		this.stores.ticker.advance(HALF);
		this.store.loads().refresh(KEY, HASH, () -> {
			throw new IOException("on purpose");
		});
		awaitNoLoads();
		assertThat(StoreFixture.get(this.store, KEY)).isEqualTo("old");
		assertThat(this.store.statistics().loadFailures()).isOne();
		assertThat(this.store.statistics().staleServed()).isZero();
		this.stores.ticker.advance(FixedRules.THROTTLE.minusNanos(1));
		assertThat(isDue()).isFalse();
		this.stores.ticker.advance(Duration.ofNanos(1));
		assertThat(isDue()).isTrue();
		this.stores.ticker.advance(HALF.minus(FixedRules.THROTTLE));
		assertThat(StoreFixture.get(this.store, KEY)).as("a failure makes no value live longer").isNull();
	}

	static Stream<Consumer<ShardedStore>> changes() {
		return Stream.of((store) -> store.writer().remove(KEY, HASH), (store) -> store.writer().clear(),
				(store) -> StoreFixture.put(store, KEY, "put"));
	}

	@ParameterizedTest
	@MethodSource("changes")
	void changeDuringARefreshWins(Consumer<ShardedStore> change) throws Exception {
		this.stores.ticker.advance(HALF);
		this.store.loads().refresh(KEY, HASH, this.hung);
		this.hung.started.await();
		change.accept(this.store);
		Object expected = StoreFixture.get(this.store, KEY);
		this.hung.release();
		awaitNoLoads();
		assertThat(StoreFixture.get(this.store, KEY)).isEqualTo(expected).isNotEqualTo("new");
		assertThat(isDue()).as("a value put has its whole time").isFalse();
	}

	@Test
	void callerWhoMissesTheValueMeanwhileWaitsForTheRefresh() throws Exception {
		this.stores.ticker.advance(HALF);
		this.store.loads().refresh(KEY, HASH, this.hung);
		this.hung.started.await();
		this.stores.ticker.advance(HALF);
		assertThat(StoreFixture.get(this.store, KEY)).isNull();
		Future<Object> caller = this.workers.start(() -> this.store.loads().load(KEY, HASH, () -> "not called"));
		this.workers.awaitBlocked();
		this.hung.release();
		assertThat(Workers.result(caller)).isEqualTo("new");
		assertThat(this.hung.calls).hasValue(1);
	}

	@Test
	void nobodyWaitsForARefreshThatHangs() throws Exception {
		this.stores.ticker.advance(HALF);
		this.store.loads().refresh(KEY, HASH, this.hung);
		this.hung.started.await();
		Load refresh = LoadOracle.tickets(this.store).get(KEY);
		this.stores.ticker.advance(HALF);
		CompletableFuture<Object> future = this.store.loads()
			.loadAsync(KEY, HASH, () -> CompletableFuture.completedFuture("own"));
		Future<Object> caller = this.workers.start(() -> this.store.loads().load(KEY, HASH, () -> "own"));
		this.workers.awaitBlocked();
		assertThat(future).isNotDone();
		this.store.loads().waits().limitRefresh(refresh, 1);
		assertThat(Workers.result(caller)).isEqualTo("own");
		assertThat(Workers.result(future)).isEqualTo("own");
		this.hung.release();
		awaitNoLoads();
		assertThat(StoreFixture.get(this.store, KEY)).as("the ticket was another's").isEqualTo("own");
		assertThat(this.store.statistics().loads()).isEqualTo(2);
	}

	@Test
	void refreshThatNobodyWaitsForAnyMoreIsStoredIfNobodyElseLoaded() throws Exception {
		this.stores.ticker.advance(HALF);
		this.store.loads().refresh(KEY, HASH, this.hung);
		this.hung.started.await();
		Load refresh = LoadOracle.tickets(this.store).get(KEY);
		this.store.loads().waits().limitRefresh(refresh, 1);
		Awaitility.await().until(refresh::hasEnded);
		assertThat(this.store.loads().inFlight()).isOne();
		assertThat(isDue()).as("its thread is taken").isFalse();
		this.hung.release();
		awaitNoLoads();
		assertThat(StoreFixture.get(this.store, KEY)).isEqualTo("new");
		assertThat(this.store.loads().mayHaveTickets()).isFalse();
	}

	@Test
	void refreshWhoseValueCannotBeWeighedIsTriedAgainAfterTheThrottleTime() {
		this.store = this.stores.open(new StoreSettings(8, 10_000, (key, value) -> {
			if (value.equals("heavy")) {
				throw new IllegalArgumentException("a weigher that fails on purpose");
			}
			return 1;
		}, 0, -1, 0, 0, 0, 64, true, FixedRules.refreshed(),
				new LoadSettings(0, 0, FixedRules.THROTTLE.toNanos(), this.executor, IllegalStateException::new)));
		StoreFixture.put(this.store, KEY, "old");
		this.stores.ticker.advance(HALF);
		this.store.loads().refresh(KEY, HASH, () -> "heavy");
		awaitNoLoads();
		assertThat(StoreFixture.get(this.store, KEY)).isEqualTo("old");
		assertThat(isDue()).as("at once").isFalse();
		this.stores.ticker.advance(FixedRules.THROTTLE);
		assertThat(isDue()).isTrue();
		this.store.loads().refresh(KEY, HASH, () -> "new");
		awaitNoLoads();
		assertThat(StoreFixture.get(this.store, KEY)).isEqualTo("new");
	}

	/** A copy that a move makes may not know yet that a refresh is under way. */
	@Test
	void refreshThatIsUnderWayIsNotBegunAgainThoughItsEntryIsDue() throws Exception {
		this.stores.ticker.advance(HALF);
		this.store.loads().refresh(KEY, HASH, this.hung);
		this.hung.started.await();
		DetailedEntry entry = (DetailedEntry) this.store.find(KEY, HASH);
		entry.refreshAt(this.store.clock().now());
		assertThat(isDue()).isTrue();
		assertThat(this.store.loads().beginRefresh(KEY, HASH)).isNull();
		assertThat(isDue()).as("postponed").isFalse();
		assertThat(this.store.loads().inFlight()).isOne();
		this.hung.release();
		awaitNoLoads();
		assertThat(StoreFixture.get(this.store, KEY)).isEqualTo("new");
	}

	@Test
	void refreshThatGoesOnInAFutureIsNobodysAnyMore() throws Exception {
		this.stores.ticker.advance(HALF);
		CompletableFuture<Object> answer = new CompletableFuture<>();
		this.store.loads().refreshAsync(KEY, HASH, () -> answer);
		Load refresh = LoadOracle.tickets(this.store).get(KEY);
		Awaitility.await().until(() -> refresh.hasBegun() && refresh.runner == null);
		assertThat(refresh.hasEnded()).isFalse();
		answer.complete("new");
		awaitNoLoads();
		assertThat(StoreFixture.get(this.store, KEY)).isEqualTo("new");
	}

	@Test
	void refreshThatFailsAfterItsValueExpiredServesIt() throws Exception {
		open(FixedRules.staleAndRefreshed(), 2);
		this.stores.ticker.advance(HALF);
		this.store.loads().refresh(KEY, HASH, () -> {
			this.hung.call();
			throw new IOException("on purpose");
		});
		this.hung.started.await();
		this.stores.ticker.advance(HALF);
		Future<Object> caller = this.workers.start(() -> this.store.loads().load(KEY, HASH, () -> "not called"));
		this.workers.awaitBlocked();
		this.hung.release();
		assertThat(Workers.result(caller)).isEqualTo("old");
		assertThat(this.store.statistics().staleServed()).isOne();
	}

	@Test
	void withoutAFreePlaceNothingIsRefreshed() throws Exception {
		open(FixedRules.refreshed(), 1);
		StoreFixture.put(this.store, "other", "old");
		this.stores.ticker.advance(HALF);
		this.store.loads().refresh("other", Spread.hash("other"), this.hung);
		this.hung.started.await();
		AtomicInteger calls = new AtomicInteger();
		this.store.loads().refresh(KEY, HASH, calls::incrementAndGet);
		assertThat(this.store.loads().beginRefresh(KEY, HASH)).isNull();
		assertThat(calls).hasValue(0);
		assertThat(this.store.loads().inFlight()).isOne();
		assertThat(isDue()).as("the next read tries again").isTrue();
	}

	@Test
	void loaderThatAnswersLaterRefreshesToo() {
		this.stores.ticker.advance(HALF);
		CompletableFuture<Object> source = new CompletableFuture<>();
		AtomicInteger calls = new AtomicInteger();
		this.store.loads().refreshAsync(KEY, HASH, () -> {
			calls.incrementAndGet();
			return source;
		});
		Awaitility.await().until(() -> calls.get() == 1);
		assertThat(isDue()).isFalse();
		assertThat(StoreFixture.get(this.store, KEY)).isEqualTo("old");
		source.complete("new");
		awaitNoLoads();
		assertThat(StoreFixture.get(this.store, KEY)).isEqualTo("new");
	}

	@Test
	void callerWhoLoadsHimselfMayGiveARefreshUp() {
		this.stores.ticker.advance(HALF);
		LoadHandle first = this.store.loads().beginRefresh(KEY, HASH);
		assertThat(first.leads()).isTrue();
		assertThat(this.store.loads().beginRefresh(KEY, HASH)).isNull();
		first.abandon();
		assertThat(isDue()).isFalse();
		this.stores.ticker.advance(FixedRules.THROTTLE);
		LoadHandle second = this.store.loads().beginRefresh(KEY, HASH);
		assertThat(second.runApart(() -> second.store("new"))).isTrue();
		awaitNoLoads();
		assertThat(StoreFixture.get(this.store, KEY)).isEqualTo("new");
		this.stores.ticker.advance(HALF);
		LoadHandle third = this.store.loads().beginRefresh(KEY, HASH);
		third.release("refused");
		assertThat(StoreFixture.get(this.store, KEY)).isEqualTo("new");
		assertThat(isDue()).as("not before the throttle time has passed").isFalse();
		assertThat(this.store.statistics().loadFailures()).isZero();
		assertThat(this.store.statistics().loads()).isEqualTo(2);
	}

	@Test
	void valuesThatAreDueMoveWithTheirShards() {
		this.stores.ticker.advance(HALF);
		for (int key = 0; key < 1000; key++) {
			StoreFixture.put(this.store, key, "young");
		}
		this.store.resizer().resize(16).join();
		this.store.resizer().resize(3).join();
		assertThat(isDue()).isTrue();
		for (int key = 0; key < 1000; key++) {
			assertThat(this.store.loads().isRefreshDue(key, Spread.hash(key))).isFalse();
		}
		this.stores.ticker.advance(HALF);
		for (int key = 0; key < 1000; key++) {
			assertThat(this.store.loads().isRefreshDue(key, Spread.hash(key))).isTrue();
		}
	}

	@Test
	void refreshThatIsUnderWayIsNotBegunAgainAfterAMove() throws Exception {
		this.stores.ticker.advance(HALF);
		this.store.loads().refresh(KEY, HASH, this.hung);
		this.hung.started.await();
		this.store.resizer().resize(16).join();
		this.store.resizer().resize(3).join();
		this.store.loads().refresh(KEY, HASH, this.hung);
		assertThat(this.store.loads().inFlight()).isOne();
		this.hung.release();
		awaitNoLoads();
		assertThat(StoreFixture.get(this.store, KEY)).isEqualTo("new");
	}

	private boolean isDue() {
		return this.store.loads().isRefreshDue(KEY, HASH);
	}

	private void awaitNoLoads() {
		Awaitility.await().until(() -> this.store.loads().inFlight() == 0);
	}

}
