package io.github.twscache.engine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Looks that count nothing, to the nanosecond.
 */
class InspectorTests {

	private static final String KEY = "key";

	private static final int HASH = Spread.hash(KEY);

	private static final Duration TTL = Duration.ofSeconds(10);

	@RegisterExtension
	final StoreFixture stores = new StoreFixture();

	private ShardedStore store;

	@BeforeEach
	void open() {
		this.store = this.stores.open(4, 1000, null);
		StoreFixture.put(this.store, KEY, "value");
	}

	@Test
	void valueIsSeenUpToItsDeadline() {
		this.stores.ticker.advance(TTL.minusNanos(1));
		assertThat(this.store.lookup(KEY, HASH).value()).isEqualTo("value");
		assertThat(this.store.inspect(KEY, HASH)).isNotNull();
		assertThat(keys(false)).containsExactly(KEY);
		this.stores.ticker.advance(Duration.ofNanos(1));
		assertThat(this.store.lookup(KEY, HASH)).isNull();
		assertThat(this.store.inspect(KEY, HASH)).isNull();
		assertThat(keys(false)).isEmpty();
		assertThat(keys(true)).as("not cleaned up yet").containsExactly(KEY);
	}

	@Test
	void keysOfLoadsAreAmongAllKeys() throws LoadFailure {
		LoadHandle load = this.store.loads().begin("loaded", Spread.hash("loaded"), true, null);
		assertThat(keys(true)).containsExactlyInAnyOrder(KEY, "loaded");
		assertThat(keys(false)).containsExactly(KEY);
		load.store("value");
		assertThat(keys(true)).containsExactlyInAnyOrder(KEY, "loaded");
	}

	private List<Object> keys(boolean all) {
		List<Object> keys = new ArrayList<>();
		this.store.forEachKey(all, keys::add);
		return keys;
	}

}
