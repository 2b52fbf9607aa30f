package io.github.twscache.engine;

import java.io.IOException;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;

import io.github.twscache.FakeTicker;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Does to a store, step by step and by chance, whatever a caller may.
 */
final class StoreLife {

	private static final int KEYS = 600;

	private static final int ONE_IN = 50;

	private final ShardedStore store;

	private final FakeTicker ticker;

	private final SplittableRandom random;

	StoreLife(ShardedStore store, FakeTicker ticker, SplittableRandom random) {
		this.store = store;
		this.ticker = ticker;
		this.random = random;
	}

	void step() {
		Integer key = this.random.nextInt(KEYS);
		int hash = Spread.hash(key);
		StoreWriter writer = this.store.writer();
		switch (this.random.nextInt(16)) {
			case 0, 1, 2, 3 -> writer.put(key, hash, value(), ShardedStore.OWN_TTL);
			case 4 -> writer.put(key, hash, value(), this.random.nextLong(Duration.ofSeconds(20).toNanos()));
			case 5 -> writer.putIfAbsent(key, hash, value());
			case 6, 7, 8, 9 -> get(key, hash);
			case 10 -> writer.remove(key, hash);
			case 11 -> load(key, hash);
			case 12 -> loadAsync(key, hash);
			case 13 -> this.ticker.advance(Duration.ofMillis(this.random.nextInt(400)));
			case 14 -> this.store.cleanup().run();
			default -> getHot();
		}
	}

	/** Changes the whole store, once in many calls. */
	void rareStep() {
		if (this.random.nextInt(ONE_IN) == 0) {
			switch (this.random.nextInt(4)) {
				case 0 -> this.store.writer().clear();
				case 1 -> this.store.resizer().resize(1 + this.random.nextInt(12)).join();
				case 2 -> this.store.resizer().setMaximum(20 + this.random.nextInt(2000)).join();
				default -> this.store.writer().setTtl(Duration.ofSeconds(this.random.nextInt(10)).toNanos());
			}
		}
	}

	/** So often that the key gets into the first level. */
	private void getHot() {
		Integer key = this.random.nextInt(8);
		for (int i = 0; i < 8; i++) {
			get(key, Spread.hash(key));
		}
	}

	/** Reads as a cache of two levels does. */
	private void get(Integer key, int hash) {
		Level1 level1 = this.store.level1();
		if (level1 == null || level1.get(key, hash) == null) {
			this.store.get(key, hash);
		}
	}

	private void load(Integer key, int hash) {
		boolean fails = this.random.nextInt(4) == 0;
		try {
			this.store.loads().load(key, hash, () -> {
				if (fails) {
					throw new IOException("a load that fails on purpose");
				}
				return value();
			});
		}
		catch (LoadFailure ex) {
			assertThat(ex.reason()).isInstanceOf(IOException.class);
		}
	}

	private void loadAsync(Integer key, int hash) {
		CompletableFuture<Object> source = new CompletableFuture<>();
		CompletableFuture<Object> answer = this.store.loads().loadAsync(key, hash, () -> source);
		switch (this.random.nextInt(4)) {
			case 0 -> source.completeExceptionally(new IOException("a load that fails on purpose"));
			case 1 -> this.store.writer().remove(key, hash);
			default -> answer.cancel(false);
		}
		source.complete(value());
	}

	private Object value() {
		int number = this.random.nextInt(100);
		return (number < 5) ? Masked.NULL : "value" + number;
	}

}
