package io.github.twscache.engine;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import io.github.twscache.Workers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * The last value of a key, for loads that fail.
 */
@Timeout(30)
class FailSafeTests {

	private static final String KEY = "key";

	private static final int HASH = Spread.hash(KEY);

	private static final Callable<Object> FAILS = () -> {
		throw new IOException("a load that fails on purpose");
	};

	@RegisterExtension
	final StoreFixture stores = new StoreFixture();

	@RegisterExtension
	final Workers workers = new Workers();

	private ShardedStore store;

	@BeforeEach
	void open() {
		this.store = this.stores.open(FixedRules.stale().settings(LoadSettings.NONE));
		StoreFixture.put(this.store, KEY, "old");
	}

	@Test
	void failingLoadServesTheLastValueUpToMaxStale() throws LoadFailure {
		Duration past = FixedRules.TTL;
		this.stores.ticker.advance(past);
		for (Duration step : new Duration[] { Duration.ZERO, FixedRules.THROTTLE,
				FixedRules.MAX_STALE.minus(FixedRules.THROTTLE).minusNanos(1) }) {
			this.stores.ticker.advance(step);
			assertThat(StoreFixture.get(this.store, KEY)).as("a miss after %s", step).isNull();
			assertThat(this.store.loads().load(KEY, HASH, FAILS)).isEqualTo("old");
		}
		this.stores.ticker.advance(Duration.ofNanos(1));
		assertThatExceptionOfType(LoadFailure.class).isThrownBy(() -> this.store.loads().load(KEY, HASH, FAILS))
			.withCauseInstanceOf(IOException.class);
		assertThat(this.store.statistics().loadFailures()).isEqualTo(4);
		assertThat(this.store.statistics().staleServed()).isEqualTo(3);
	}

	@Test
	void nobodyLoadsAgainBeforeTheThrottleTimeHasPassed() throws LoadFailure {
		expireAndFail();
		this.stores.ticker.advance(FixedRules.THROTTLE.minusNanos(1));
		AtomicInteger calls = new AtomicInteger();
		assertThat(this.store.loads().load(KEY, HASH, calls::incrementAndGet)).isEqualTo("old");
		assertThat(StoreFixture.get(this.store, KEY)).isEqualTo("old");
		assertThat(this.store.loads().loadAsync(KEY, HASH, () -> null)).isCompletedWithValue("old");
		assertThat(this.store.statistics().level2Hits()).isEqualTo(3);
		assertThat(this.store.statistics().staleServed()).isEqualTo(4);
		this.stores.ticker.advance(Duration.ofNanos(1));
		assertThat(this.store.loads().load(KEY, HASH, calls::incrementAndGet)).isEqualTo(1);
		assertThat(StoreFixture.get(this.store, KEY)).isEqualTo(1);
		assertThat(this.store.lookup(KEY, HASH).stale()).isFalse();
	}

	@Test
	void readThatIsServedWhatIsStaleIsAUse() throws LoadFailure {
		Duration idle = FixedRules.TTL.multipliedBy(2);
		FixedRules rules = FixedRules.stale();
		this.store = this.stores.open(new StoreSettings(8, 10_000, null, 0, -1, 0, idle.toNanos(), 0, 64, true, rules,
				new LoadSettings(0, 0, FixedRules.TTL.toNanos(), null, IllegalStateException::new)));
		StoreFixture.put(this.store, KEY, "old");
		expireAndFail();
		Entry entry = this.store.find(KEY, HASH);
		int uses = entry.frequency();
		this.stores.ticker.advance(idle.dividedBy(4));
		assertThat(StoreFixture.get(this.store, KEY)).isEqualTo("old");
		assertThat(entry.frequency()).isEqualTo(uses + 1);
		assertThat(entry.accessedNanos()).isEqualTo(this.store.clock().now());
	}

	@Test
	void whoWaitsNoLongerIsGivenWhatCameMeanwhile() {
		assertThat(this.store.failSafe().instead(KEY, HASH)).as("in time").isEqualTo("old");
		this.stores.ticker.advance(FixedRules.TTL);
		assertThat(this.store.failSafe().instead(KEY, HASH)).as("stale").isInstanceOf(Load.Stale.class);
		this.stores.ticker.advance(FixedRules.MAX_STALE);
		assertThat(this.store.failSafe().instead(KEY, HASH)).isNull();
	}

	/** It was taken for one that is gone. */
	@Test
	void staleValueThatMovesWhileItIsLookedForIsFound() throws LoadFailure {
		AtomicReference<Runnable> next = new AtomicReference<>();
		this.store = this.stores.open(FixedRules.stale().settings(LoadSettings.NONE), () -> {
			Runnable deed = next.getAndSet(null);
			if (deed != null) {
				deed.run();
			}
			return this.stores.ticker.read();
		});
		StoreFixture.put(this.store, KEY, "old");
		expireAndFail();
		int shard = this.store.topology().owner(HASH).index();
		int shards = 1;
		while (ConsistentHash.of(shards).shardOf(HASH) == shard) {
			shards++;
		}
		int other = shards;
		next.set(() -> this.store.resizer().resize(other).join());
		Load.Stale found = this.store.failSafe().peek(KEY, HASH);
		assertThat(next).as("it moved meanwhile").hasValue(null);
		assertThat(this.store.topology().owner(HASH).index()).isNotEqualTo(shard);
		assertThat(found).isNotNull();
		assertThat(found.stored().value()).isEqualTo("old");
	}

	@Test
	void leaderWhoHearsByAFutureIsServedOnce() {
		this.stores.ticker.advance(FixedRules.TTL);
		LoadHandle leader = this.store.loads().begin(KEY, HASH, true, null);
		CompletableFuture<Object> answer = leader.future();
		assertThat(leader.fail(new IOException("on purpose"))).isNull();
		assertThat(answer).isCompletedWithValue("old");
		assertThat(this.store.statistics().staleServed()).isOne();
	}

	@Test
	void throttleTimeEndsWithMaxStale() throws LoadFailure {
		this.stores.ticker.advance(FixedRules.TTL.plus(FixedRules.MAX_STALE).minusNanos(1));
		assertThat(this.store.loads().load(KEY, HASH, FAILS)).isEqualTo("old");
		this.stores.ticker.advance(Duration.ofNanos(1));
		assertThat(StoreFixture.get(this.store, KEY)).isNull();
	}

	@Test
	void withoutThrottleEveryReadLoadsAgain() throws LoadFailure {
		LoadSettings loads = new LoadSettings(0, 0, 0, null, IllegalStateException::new);
		ShardedStore eager = this.stores.open(FixedRules.stale().settings(loads));
		StoreFixture.put(eager, KEY, "old");
		this.stores.ticker.advance(FixedRules.TTL);
		assertThat(eager.loads().load(KEY, HASH, FAILS)).isEqualTo("old");
		assertThat(StoreFixture.get(eager, KEY)).isNull();
		assertThat(eager.loads().load(KEY, HASH, () -> "new")).isEqualTo("new");
	}

	@Test
	void entryIsRemovedAfterMaxStaleAndNotBefore() {
		this.stores.ticker.advance(FixedRules.TTL.plus(FixedRules.MAX_STALE).minusNanos(1));
		assertThat(this.store.cleanup().run()).isZero();
		assertThat(this.store.lookup(KEY, HASH)).isNotNull();
		this.stores.ticker.advance(Duration.ofNanos(1));
		assertThat(this.store.lookup(KEY, HASH)).isNull();
		assertThat(this.store.cleanup().run()).isOne();
		assertThat(this.store.size()).isZero();
		assertThat(this.store.statistics().expirations()).isOne();
	}

	@Test
	void valueStoredAfterAFailureStaysAsLongAsAnyOther() throws LoadFailure {
		expireAndFail();
		StoreFixture.put(this.store, KEY, "new");
		this.stores.ticker.advance(FixedRules.TTL.minusNanos(1));
		assertThat(StoreFixture.get(this.store, KEY)).isEqualTo("new");
		this.stores.ticker.advance(Duration.ofNanos(1));
		assertThat(StoreFixture.get(this.store, KEY)).isNull();
		assertThat(this.store.cleanup().run()).isZero();
		this.stores.ticker.advance(FixedRules.MAX_STALE);
		assertThat(this.store.cleanup().run()).isOne();
	}

	@Test
	void whoAsksIsToldThatAValueIsStale() {
		this.stores.ticker.advance(Duration.ofSeconds(3));
		assertThat(this.store.lookup(KEY, HASH)).isEqualTo(new StoredValue("old", false, 3000, 0));
		this.stores.ticker.advance(Duration.ofSeconds(12));
		assertThat(this.store.lookup(KEY, HASH))
			.isEqualTo(new StoredValue("old", true, 15_000, Duration.ofSeconds(5).toNanos()));
		assertThat(this.store.statistics().level2Hits() + this.store.statistics().misses()).isZero();
	}

	@Test
	void staleValueIsAbsentForAllWhoDoNotLoad() throws LoadFailure {
		expireAndFail();
		List<Object> keys = new ArrayList<>();
		this.store.forEachKey(false, keys::add);
		assertThat(keys).isEmpty();
		assertThat(this.store.inspect(KEY, HASH)).isNull();
		assertThat(this.store.writer().putIfAbsent(KEY, HASH, "new")).isNull();
		assertThat(StoreFixture.get(this.store, KEY)).isEqualTo("new");
		assertThat(this.store.statistics().inserts()).isOne();
	}

	@Test
	void staleValueThatIsInvalidatedIsGone() throws LoadFailure {
		expireAndFail();
		assertThat(this.store.writer().remove(KEY, HASH)).as("it had expired").isFalse();
		assertThat(this.store.lookup(KEY, HASH)).isNull();
		assertThatExceptionOfType(LoadFailure.class).isThrownBy(() -> this.store.loads().load(KEY, HASH, FAILS));
	}

	static Stream<Consumer<ShardedStore>> changes() {
		return Stream.of((store) -> store.writer().remove(KEY, HASH), (store) -> store.writer().clear(),
				(store) -> StoreFixture.put(store, KEY, "put"));
	}

	@ParameterizedTest
	@MethodSource("changes")
	void changeDuringALoadWinsOverTheStaleValue(Consumer<ShardedStore> change) {
		this.stores.ticker.advance(FixedRules.TTL);
		IOException failure = new IOException("on purpose");
		CompletableFuture<Object> source = new CompletableFuture<>();
		CompletableFuture<Object> first = this.store.loads().loadAsync(KEY, HASH, () -> source);
		CompletableFuture<Object> second = this.store.loads().loadAsync(KEY, HASH, () -> source);
		long puts = this.store.statistics().puts();
		change.accept(this.store);
		boolean put = this.store.statistics().puts() > puts;
		source.completeExceptionally(failure);
		for (CompletableFuture<Object> answer : List.of(first, second)) {
			assertThatExceptionOfType(CompletionException.class).isThrownBy(answer::join)
				.havingCause()
				.isSameAs(failure);
		}
		assertThat(this.store.statistics().staleServed()).isZero();
		assertThat(StoreFixture.get(this.store, KEY)).isEqualTo(put ? "put" : null);
	}

	@Test
	void allWhoWaitGetTheStaleValue() throws Exception {
		this.stores.ticker.advance(FixedRules.TTL);
		CompletableFuture<Object> source = new CompletableFuture<>();
		CompletableFuture<Object> leader = this.store.loads().loadAsync(KEY, HASH, () -> source);
		CompletableFuture<Object> joined = this.store.loads().loadAsync(KEY, HASH, () -> source);
		Future<Object> waiter = this.workers.start(() -> this.store.loads().load(KEY, HASH, () -> "not called"));
		this.workers.awaitBlocked();
		source.completeExceptionally(new IOException("on purpose"));
		assertThat(leader).isCompletedWithValue("old");
		assertThat(joined).isCompletedWithValue("old");
		assertThat(Workers.result(waiter)).isEqualTo("old");
		assertThat(this.store.statistics().staleServed()).isEqualTo(3);
		assertThat(this.store.statistics().loadFailures()).isOne();
		assertThat(this.store.loads().mayHaveTickets()).isFalse();
	}

	@Test
	void loadThatIsGivenUpServesNothing() {
		this.stores.ticker.advance(FixedRules.TTL);
		CompletableFuture<Object> source = new CompletableFuture<>();
		CompletableFuture<Object> leader = this.store.loads().loadAsync(KEY, HASH, () -> source);
		CompletableFuture<Object> joined = this.store.loads()
			.loadAsync(KEY, HASH, () -> CompletableFuture.completedFuture("second"));
		source.cancel(true);
		assertThatExceptionOfType(CancellationException.class).isThrownBy(leader::join);
		assertThat(joined).isCompletedWithValue("second");
		assertThat(this.store.statistics().staleServed()).isZero();
	}

	@Test
	void callerWhoLoadsHimselfIsServedAsWell() {
		this.stores.ticker.advance(FixedRules.TTL);
		LoadHandle shared = this.store.loads().begin(KEY, HASH, true, null);
		StoredValue instead = shared.fail(new IOException("on purpose"));
		assertThat(instead).isEqualTo(new StoredValue("old", true, FixedRules.TTL.toMillis(), 0));
		this.stores.ticker.advance(FixedRules.THROTTLE);
		LoadHandle alone = this.store.loads().begin(KEY, HASH, false, null);
		assertThat(alone.fail(new IOException("on purpose")).value()).isEqualTo("old");
		this.stores.ticker.advance(FixedRules.THROTTLE);
		LoadHandle late = this.store.loads().begin(KEY, HASH, false, null);
		this.store.writer().remove(KEY, HASH);
		assertThat(late.fail(new IOException("on purpose"))).isNull();
		assertThat(this.store.statistics().staleServed()).isEqualTo(2);
	}

	@Test
	void callerWhoMissedJustBeforeAFailureIsServedToo() throws LoadFailure {
		this.stores.ticker.advance(FixedRules.TTL);
		assertThat(this.store.getIfHit(KEY, HASH)).isNull();
		this.store.loads().load(KEY, HASH, FAILS);
		LoadHandle late = this.store.loads().begin(KEY, HASH, true, null);
		assertThat(late.found()).isEqualTo("old");
		assertThat(this.store.loads().inFlight()).isZero();
	}

	@Test
	void staleValuesMoveWithTheirShardsAndStayWhatTheyAre() throws LoadFailure {
		for (int key = 0; key < 2000; key++) {
			StoreFixture.put(this.store, key, "value" + key);
		}
		this.stores.ticker.advance(FixedRules.TTL);
		for (int key = 0; key < 2000; key++) {
			this.store.loads().load(key, Spread.hash(key), FAILS);
		}
		this.stores.ticker.advance(FixedRules.THROTTLE.minusNanos(1));
		for (int shards : new int[] { 16, 3 }) {
			this.store.resizer().resize(shards).join();
			for (int key = 0; key < 2000; key++) {
				assertThat(StoreFixture.get(this.store, key)).isEqualTo("value" + key);
				assertThat(this.store.lookup(key, Spread.hash(key)).stale()).isTrue();
			}
		}
		assertThat(this.store.statistics().expirations()).isZero();
		this.stores.ticker.advance(FixedRules.MAX_STALE);
		assertThat(this.store.cleanup().run()).isEqualTo(2001);
	}

	@Test
	void valueWithATimeOfItsOwnIsKeptAsLongPastThat() throws LoadFailure {
		this.store.writer().put(KEY, HASH, "short", Duration.ofSeconds(2).toNanos());
		this.stores.ticker.advance(Duration.ofSeconds(2).plus(FixedRules.MAX_STALE).minusNanos(1));
		assertThat(this.store.loads().load(KEY, HASH, FAILS)).isEqualTo("short");
		this.stores.ticker.advance(Duration.ofNanos(1));
		assertThatExceptionOfType(LoadFailure.class).isThrownBy(() -> this.store.loads().load(KEY, HASH, FAILS));
		this.store.writer().put(KEY, HASH, "for ever", 0);
		this.stores.ticker.advance(Duration.ofDays(3650));
		assertThat(StoreFixture.get(this.store, KEY)).isEqualTo("for ever");
	}

	@Test
	void entryThatNobodyReadsIsNotKept() throws LoadFailure {
		long unread = Duration.ofSeconds(30).toNanos();
		ShardedStore read = this.stores.open(
				new StoreSettings(1, 100, null, 0, -1, 0, unread, 0, 64, true, FixedRules.stale(), LoadSettings.NONE));
		StoreFixture.put(read, KEY, "old");
		this.stores.ticker.advance(Duration.ofSeconds(29));
		assertThat(read.loads().load(KEY, HASH, FAILS)).isEqualTo("old");
		this.stores.ticker.advance(Duration.ofSeconds(29));
		assertThat(read.loads().load(KEY, HASH, FAILS)).as("the first failure was a read").isEqualTo("old");
		this.stores.ticker.advance(Duration.ofSeconds(30));
		assertThatExceptionOfType(LoadFailure.class).isThrownBy(() -> read.loads().load(KEY, HASH, FAILS));
	}

	/** Lets the value expire, and a load of it fail. */
	private void expireAndFail() throws LoadFailure {
		this.stores.ticker.advance(FixedRules.TTL);
		assertThat(this.store.loads().load(KEY, HASH, FAILS)).isEqualTo("old");
	}

}
