package io.github.twscache.engine;

import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Isolated;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

/**
 * The oracle looks at stores though no test asks it to. Alone, because what is found is
 * told to whichever test ends first.
 */
@Isolated
class StoreRecorderTests {

	@RegisterExtension
	final StoreFixture stores = new StoreFixture();

	@Test
	void everyStoreIsKnown() {
		assertThat(StoreRecorder.knows(open())).isTrue();
	}

	@Test
	@WithoutStoreOracle(reason = "shows that its store is not looked at")
	void storeOfAnExemptTestIsNotKnown() {
		ShardedStore store = open();
		assertThat(StoreRecorder.knows(store)).isFalse();
		store.topology().shards()[0].beginMove();
		store.close();
		assertThatNoException().isThrownBy(StoreRecorder::check);
	}

	@Test
	void brokenStoreIsFoundAfterItsTestAndToldOnce() {
		ShardedStore store = open();
		store.topology().shards()[0].beginMove();
		assertThatExceptionOfType(AssertionError.class).isThrownBy(StoreRecorder::check)
			.withMessageContaining("is odd")
			.satisfies(
					(ex) -> assertThat(ex.getCause().getSuppressed()[0].getStackTrace()).as("where the store was made")
						.anyMatch((frame) -> frame.getClassName().equals(StoreRecorderTests.class.getName())));
		assertThatNoException().isThrownBy(StoreRecorder::check);
	}

	@Test
	void brokenStoreIsFoundBeforeItIsClosed() {
		ShardedStore store = open();
		store.topology().shards()[0].beginMove();
		store.close();
		assertThat(store.isClosed()).isTrue();
		assertThatExceptionOfType(AssertionError.class).isThrownBy(StoreRecorder::check)
			.withMessageContaining("is odd");
	}

	@Test
	void storeInUseIsLeftInPeaceWhileItsTestRuns() {
		ShardedStore store = open();
		CompletableFuture<Object> source = new CompletableFuture<>();
		CompletableFuture<Object> answer = store.loads().loadAsync("key", Spread.hash("key"), () -> source);
		assertThatNoException().isThrownBy(StoreRecorder::check);
		source.complete("value");
		assertThat(answer).isCompletedWithValue("value");
	}

	private ShardedStore open() {
		return this.stores.open(4, 1000, null);
	}

}
