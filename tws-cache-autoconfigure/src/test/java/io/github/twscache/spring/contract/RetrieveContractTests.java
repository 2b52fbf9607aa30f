package io.github.twscache.spring.contract;

import java.io.IOException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

import org.junit.jupiter.api.Timeout;

import org.springframework.cache.Cache;
import org.springframework.cache.Cache.ValueWrapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * The contract of {@code retrieve(key)} and {@code retrieve(key, Supplier)}.
 */
@Timeout(60)
class RetrieveContractTests {

	@ContractTest(without = Trait.RETRIEVES)
	void cacheWithoutTheTraitSaysSo(Subject subject) {
		assertThatIllegalStateException().isThrownBy(() -> subject.cache().retrieve("a"))
			.withMessageContaining("AsyncCache");
		assertThatIllegalStateException()
			.isThrownBy(() -> subject.cache().retrieve("a", () -> CompletableFuture.completedFuture("loaded")))
			.withMessageContaining("AsyncCache");
	}

	/** All of them know at once; a cache that has to ask would give a future of null. */
	@ContractTest(with = Trait.RETRIEVES)
	void missIsNullOfTheCallItself(Subject subject) {
		assertThat(subject.cache().retrieve("a")).isNull();
	}

	@ContractTest(with = Trait.RETRIEVES)
	void hitIsAFutureOfTheValueWhateverItsForm(Subject subject) throws Exception {
		subject.cache().put("a", "EXEC");
		assertThat(plain(subject.cache().retrieve("a"))).isEqualTo("EXEC");
	}

	@ContractTest(with = Trait.RETRIEVES, nulls = false)
	void hitIsAFutureOfTheValueWhereNullIsNotAllowed(Subject subject) throws Exception {
		subject.cache().put("a", "EXEC");
		assertThat(plain(subject.cache().retrieve("a"))).isEqualTo("EXEC");
	}

	@ContractTest(with = Trait.RETRIEVES)
	void cachedNullIsAWrapperSoThatItIsNoMiss(Subject subject) throws Exception {
		subject.cache().put("a", null);
		CompletableFuture<?> hit = subject.cache().retrieve("a");
		assertThat(hit).isNotNull();
		assertThat(hit.get(10, TimeUnit.SECONDS)).isInstanceOfSatisfying(ValueWrapper.class,
				(wrapper) -> assertThat(wrapper.get()).isNull());
	}

	@ContractTest(with = Trait.RETRIEVES)
	void missIsLoadedAndCachedForEveryForm(Subject subject) throws Exception {
		assertThat(loaded(subject, "first")).isEqualTo("first");
		assertThat(loaded(subject, "second")).isEqualTo("first");
		assertThat(plain(subject.cache().retrieve("a"))).isEqualTo("first");
		assertThat(subject.value("a")).isEqualTo("first");
	}

	@ContractTest(with = Trait.RETRIEVES)
	void supplierIsNotAskedOnAHit(Subject subject) throws Exception {
		subject.cache().put("a", "EXEC");
		subject.cache().put("n", null);
		AtomicInteger calls = new AtomicInteger();
		Supplier<CompletableFuture<String>> supplier = () -> {
			calls.incrementAndGet();
			return CompletableFuture.completedFuture("loaded");
		};
		assertThat(subject.cache().retrieve("a", supplier).get(10, TimeUnit.SECONDS)).isEqualTo("EXEC");
		assertThat(subject.cache().retrieve("n", supplier).get(10, TimeUnit.SECONDS)).isNull();
		assertThat(calls).hasValue(0);
	}

	/** Null stands for a null of the user in this form, never for a miss. */
	@ContractTest(with = Trait.RETRIEVES)
	void loadedNullIsCached(Subject subject) throws Exception {
		assertThat(loaded(subject, null)).isNull();
		assertThat(loaded(subject, "second")).isNull();
		assertThat(subject.value("a")).isNull();
	}

	@ContractTest(with = Trait.REFUSES_LATE_NULL, nulls = false)
	void loadedNullFailsWhereNullIsNotAllowed(Subject subject) {
		assertThatExceptionOfType(ExecutionException.class).isThrownBy(() -> loaded(subject, null))
			.withCauseExactlyInstanceOf(IllegalArgumentException.class);
		assertThat(subject.cache().get("a")).isNull();
	}

	@ContractTest(with = Trait.RETRIEVES, without = Trait.REFUSES_LATE_NULL, nulls = false)
	void loadedNullIsHandedOutButNotCachedWithoutTheTrait(Subject subject) throws Exception {
		assertThat(loaded(subject, null)).isNull();
		assertThat(subject.cache().get("a")).isNull();
	}

	@ContractTest(with = Trait.RETRIEVES)
	void loadDoesNotBlockItsCaller(Subject subject) throws Exception {
		CompletableFuture<String> pending = new CompletableFuture<>();
		CompletableFuture<String> answer = subject.cache().retrieve("a", () -> pending);
		assertThat(answer).isNotDone();
		pending.complete("loaded");
		assertThat(answer.get(10, TimeUnit.SECONDS)).isEqualTo("loaded");
	}

	@ContractTest(with = Trait.RETRIEVES)
	void callersOfOneKeyShareALoad(Subject subject) throws Exception {
		CompletableFuture<String> pending = new CompletableFuture<>();
		AtomicInteger calls = new AtomicInteger();
		Supplier<CompletableFuture<String>> supplier = () -> {
			calls.incrementAndGet();
			return pending;
		};
		CompletableFuture<String> first = subject.cache().retrieve("a", supplier);
		CompletableFuture<String> second = subject.cache().retrieve("a", supplier);
		pending.complete("loaded");
		assertThat(first.get(10, TimeUnit.SECONDS)).isEqualTo("loaded");
		assertThat(second.get(10, TimeUnit.SECONDS)).isEqualTo("loaded");
		assertThat(calls).hasValue(1);
	}

	@ContractTest(with = Trait.RETRIEVES)
	void failureIsThatOfTheSupplierAndIsNotCached(Subject subject) throws Exception {
		for (Throwable failure : new Throwable[] { new IOException("checked"), new IllegalStateException("unchecked"),
				new AssertionError("error") }) {
			CompletableFuture<String> answer = subject.cache()
				.retrieve("a", () -> CompletableFuture.failedFuture(failure));
			assertThatExceptionOfType(ExecutionException.class).isThrownBy(() -> answer.get(10, TimeUnit.SECONDS))
				.satisfies((ex) -> assertThat(ex.getCause()).isSameAs(failure));
			assertThat(subject.cache().get("a")).isNull();
		}
		assertThat(loaded(subject, "well")).isEqualTo("well");
	}

	@ContractTest(with = Trait.FAILS_THE_FUTURE)
	void supplierThatThrowsFailsTheFuture(Subject subject) {
		IllegalStateException failure = new IllegalStateException("no future");
		CompletableFuture<String> answer = subject.cache().retrieve("a", () -> {
			throw failure;
		});
		assertThatExceptionOfType(ExecutionException.class).isThrownBy(() -> answer.get(10, TimeUnit.SECONDS))
			.satisfies((ex) -> assertThat(ex.getCause()).isSameAs(failure));
		assertThat(subject.cache().get("a")).isNull();
	}

	@ContractTest(with = Trait.RETRIEVES, without = Trait.FAILS_THE_FUTURE)
	void supplierThatThrowsDoesSoAtTheCallerWithoutTheTrait(Subject subject) {
		assertThatIllegalStateException().isThrownBy(() -> subject.cache().retrieve("a", () -> {
			throw new IllegalStateException("no future");
		})).withMessage("no future");
		assertThat(subject.cache().get("a")).isNull();
	}

	@ContractTest(with = Trait.OWN_FUTURE, nulls = false)
	void callerWhoCancelsHarmsNobody(Subject subject) throws Exception {
		CompletableFuture<String> pending = new CompletableFuture<>();
		CompletableFuture<String> first = subject.cache().retrieve("a", () -> pending);
		CompletableFuture<String> second = subject.cache().retrieve("a", () -> pending);
		first.cancel(true);
		pending.complete("loaded");
		assertThat(second.get(10, TimeUnit.SECONDS)).isEqualTo("loaded");
	}

	@ContractTest(with = Trait.RETRIEVES, without = Trait.OWN_FUTURE, nulls = false)
	void callerWhoCancelsFailsTheOthersWithoutTheTrait(Subject subject) {
		CompletableFuture<String> pending = new CompletableFuture<>();
		CompletableFuture<String> first = subject.cache().retrieve("a", () -> pending);
		CompletableFuture<String> second = subject.cache().retrieve("a", () -> pending);
		first.cancel(true);
		assertThatExceptionOfType(CancellationException.class).isThrownBy(() -> second.get(10, TimeUnit.SECONDS));
	}

	private static Object loaded(Subject subject, String value) throws Exception {
		Cache cache = subject.cache();
		return cache.retrieve("a", () -> CompletableFuture.completedFuture(value)).get(10, TimeUnit.SECONDS);
	}

	/** A caller has to be prepared for a value as it is and for one in a wrapper. */
	private static Object plain(CompletableFuture<?> hit) throws Exception {
		assertThat(hit).isNotNull();
		Object value = hit.get(10, TimeUnit.SECONDS);
		return (value instanceof ValueWrapper wrapper) ? wrapper.get() : value;
	}

}
