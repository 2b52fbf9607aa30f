package io.github.twscache.engine;

import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Loads of one key beside each other, because some are alone: the first that is stored
 * counts, for plain entries and detailed ones, so that no older value comes back.
 */
@Timeout(30)
class LoadOrderTests {

	private static final String KEY = "key";

	private static final int HASH = Spread.hash(KEY);

	private static final Duration HALF = FixedRules.TTL.dividedBy(2);

	@RegisterExtension
	final StoreFixture stores = new StoreFixture();

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	void loadsThatBeganBeforeOneAloneWasStoredAreNotStored(boolean detailed) {
		ShardedStore store = open(detailed);
		LoadHandle shared = begin(store, true);
		LoadHandle alone = begin(store, false);
		LoadHandle other = begin(store, false);
		alone.store("new");
		shared.store("old");
		other.store("old");
		assertThat(StoreFixture.get(store, KEY)).isEqualTo("new");
		assertThat(store.loads().mayHaveTickets()).isFalse();
		assertThat(LoadOracle.marks(store)).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	void loadAloneThatBeganBeforeASharedOneWasStoredIsNotStored(boolean detailed) {
		ShardedStore store = open(detailed);
		LoadHandle alone = begin(store, false);
		LoadHandle shared = begin(store, true);
		shared.store("new");
		alone.store("old");
		assertThat(StoreFixture.get(store, KEY)).isEqualTo("new");
		assertThat(store.loads().mayHaveTickets()).isFalse();
	}

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	void thatHoldsAfterTheStoredValueHasExpired(boolean detailed) {
		ShardedStore store = open(detailed);
		LoadHandle shared = begin(store, true);
		LoadHandle first = begin(store, false);
		LoadHandle second = begin(store, false);
		first.store("new");
		this.stores.ticker.advance(FixedRules.TTL);
		shared.store("old");
		second.store("old");
		assertThat(StoreFixture.get(store, KEY)).isNull();
		LoadHandle after = begin(store, true);
		assertThat(after.leads()).isTrue();
		after.store("newer");
		assertThat(StoreFixture.get(store, KEY)).isEqualTo("newer");
	}

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	void loadThatIsNotStoredLeavesOthersAlone(boolean detailed) {
		ShardedStore store = open(detailed);
		LoadHandle shared = begin(store, true);
		begin(store, false).release("refused");
		begin(store, false).abandon();
		shared.store("value");
		assertThat(StoreFixture.get(store, KEY)).isEqualTo("value");
	}

	@Test
	void refreshThatBeganBeforeOneAloneWasStoredIsNotStored() {
		ShardedStore store = open(true);
		StoreFixture.put(store, KEY, "expires");
		this.stores.ticker.advance(HALF);
		LoadHandle refresh = store.loads().beginRefresh(KEY, HASH);
		assertThat(refresh.leads()).isTrue();
		this.stores.ticker.advance(HALF);
		begin(store, false).store("new");
		refresh.store("old");
		assertThat(StoreFixture.get(store, KEY)).isEqualTo("new");
		assertThat(store.loads().mayHaveTickets()).isFalse();
	}

	private ShardedStore open(boolean detailed) {
		if (!detailed) {
			return this.stores.open(4, 1000, null);
		}
		LoadSettings loads = new LoadSettings(0, 0, 0, this.stores.executor(1), IllegalStateException::new);
		return this.stores.open(FixedRules.refreshed().settings(loads));
	}

	private static LoadHandle begin(ShardedStore store, boolean shared) {
		return store.loads().begin(KEY, HASH, shared, null);
	}

}
