package io.github.twscache.spring.contract;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

import org.junit.jupiter.api.Timeout;
import org.reactivestreams.Publisher;
import reactor.test.StepVerifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.catchThrowable;

/**
 * What the reference documentation promises of cache annotations on methods that return a
 * future or a publisher: what it produces is cached, not the handle.
 */
@Timeout(60)
class AsyncAnnotationContractTests {

	private static final Throwable[] FAILURES = { new IOException("checked"), new IllegalStateException("unchecked"),
			new AssertionError("error") };

	@ContractTest(without = Trait.RETRIEVES)
	void methodFailsWithoutTheTrait(Subject subject) {
		AnnotatedAsyncJobs jobs = subject.bean(AnnotatedAsyncJobs.class);
		assertThatIllegalStateException().isThrownBy(() -> jobs.future("a")).withMessageContaining("AsyncCache");
		assertThatIllegalStateException().isThrownBy(() -> jobs.monoOnce("a")).withMessageContaining("AsyncCache");
	}

	@ContractTest(with = Trait.RETRIEVES)
	void valueOfAFutureIsCached(Subject subject) throws Exception {
		AnnotatedAsyncJobs jobs = subject.bean(AnnotatedAsyncJobs.class);
		assertThat(of(jobs.future("a"))).isEqualTo("run 1");
		assertThat(of(jobs.future("a"))).isEqualTo("run 1");
		assertThat(of(jobs.futureOnce("b"))).isEqualTo("run 2");
		assertThat(of(jobs.futureOnce("b"))).isEqualTo("run 2");
		assertThat(subject.value("a")).isEqualTo("run 1");
		assertThat(subject.value("b")).isEqualTo("run 2");
		assertThat(subject.bean(AnnotatedJobs.class).plain("b")).isEqualTo("run 2");
	}

	@ContractTest(with = Trait.RETRIEVES)
	void nullOfAFutureIsCached(Subject subject) throws Exception {
		AnnotatedAsyncJobs jobs = subject.bean(AnnotatedAsyncJobs.class);
		Work work = subject.bean(Work.class);
		work.answersNothing();
		assertThat(of(jobs.future("a"))).isNull();
		assertThat(of(jobs.future("a"))).isNull();
		assertThat(of(jobs.futureOnce("b"))).isNull();
		assertThat(of(jobs.futureOnce("b"))).isNull();
		assertThat(work.calls()).isEqualTo(2);
	}

	@ContractTest(with = Trait.RETRIEVES)
	void failureOfAFutureReachesTheCallerAsItIsAndIsNotCached(Subject subject) {
		AnnotatedAsyncJobs jobs = subject.bean(AnnotatedAsyncJobs.class);
		Work work = subject.bean(Work.class);
		for (Throwable failure : FAILURES) {
			work.fails(failure);
			String key = failure.getMessage();
			assertThat(failureOf(jobs.future(key))).isSameAs(failure);
			assertThat(failureOf(jobs.futureOnce(key + " once"))).isSameAs(failure);
			assertThat(subject.cache().get(key)).isNull();
			assertThat(subject.cache().get(key + " once")).isNull();
		}
		assertThat(work.calls()).isEqualTo(2 * FAILURES.length);
	}

	@ContractTest(with = Trait.RETRIEVES)
	void unlessSeesTheValueOfAFutureOrMono(Subject subject) throws Exception {
		AnnotatedAsyncJobs jobs = subject.bean(AnnotatedAsyncJobs.class);
		assertThat(of(jobs.futureUnless("a"))).isEqualTo("run 1");
		assertThat(subject.cache().get("a")).isNull();
		assertThat(of(jobs.futureUnless("a"))).isEqualTo("run 2");
		assertThat(of(jobs.futureUnless("a"))).isEqualTo("run 2");
		assertThat(jobs.monoUnless("b").block(Duration.ofSeconds(10))).isEqualTo("run 3");
		assertThat(subject.value("b")).isEqualTo("run 3");
	}

	@ContractTest(with = Trait.RETRIEVES)
	void putAndEvictHappenWhenTheFutureCompletes(Subject subject) throws Exception {
		AnnotatedAsyncJobs jobs = subject.bean(AnnotatedAsyncJobs.class);
		assertThat(of(jobs.futureUpdate("a"))).isEqualTo("run 1");
		assertThat(subject.value("a")).isEqualTo("run 1");
		assertThat(of(jobs.futureUpdate("a"))).isEqualTo("run 2");
		assertThat(subject.value("a")).isEqualTo("run 2");
		assertThat(of(jobs.futureEvict("a"))).isEqualTo("run 3");
		assertThat(subject.cache().get("a")).isNull();
	}

	@ContractTest(with = Trait.RETRIEVES)
	void futureThatFailsNeitherPutsNorEvicts(Subject subject) {
		AnnotatedAsyncJobs jobs = subject.bean(AnnotatedAsyncJobs.class);
		subject.cache().put("a", "EXEC");
		IOException failure = new IOException("update");
		subject.bean(Work.class).fails(failure);
		assertThat(failureOf(jobs.futureUpdate("a"))).isSameAs(failure);
		assertThat(failureOf(jobs.futureEvict("a"))).isSameAs(failure);
		assertThat(subject.value("a")).isEqualTo("EXEC");
	}

	@ContractTest(with = Trait.RETRIEVES)
	void valueOfAMonoIsCached(Subject subject) {
		AnnotatedAsyncJobs jobs = subject.bean(AnnotatedAsyncJobs.class);
		StepVerifier.create(jobs.mono("a")).expectNext("run 1").expectComplete().verify(Duration.ofSeconds(10));
		StepVerifier.create(jobs.mono("a")).expectNext("run 1").expectComplete().verify(Duration.ofSeconds(10));
		StepVerifier.create(jobs.monoOnce("b")).expectNext("run 2").expectComplete().verify(Duration.ofSeconds(10));
		StepVerifier.create(jobs.monoOnce("b")).expectNext("run 2").expectComplete().verify(Duration.ofSeconds(10));
		assertThat(subject.value("a")).isEqualTo("run 1");
		assertThat(subject.value("b")).isEqualTo("run 2");
	}

	@ContractTest(with = Trait.RETRIEVES)
	void elementsOfAFluxAreCachedAsAList(Subject subject) {
		AnnotatedAsyncJobs jobs = subject.bean(AnnotatedAsyncJobs.class);
		for (int i = 0; i < 2; i++) {
			StepVerifier.create(jobs.flux("a"))
				.expectNext("run 1", "end")
				.expectComplete()
				.verify(Duration.ofSeconds(10));
		}
		for (int i = 0; i < 2; i++) {
			StepVerifier.create(jobs.fluxOnce("b"))
				.expectNext("run 2", "end")
				.expectComplete()
				.verify(Duration.ofSeconds(10));
		}
		assertThat(subject.value("a")).isEqualTo(List.of("run 1", "end"));
		assertThat(subject.value("b")).isEqualTo(List.of("run 2", "end"));
	}

	/** Spring cached these only from 6.1.3 on: issue 31868. */
	@ContractTest(with = Trait.RETRIEVES)
	void emptyPublisherIsCached(Subject subject) {
		AnnotatedAsyncJobs jobs = subject.bean(AnnotatedAsyncJobs.class);
		Work work = subject.bean(Work.class);
		work.answersNothing();
		int calls = 0;
		for (Function<String, Publisher<String>> method : publishers(jobs)) {
			String key = "key" + ++calls;
			StepVerifier.create(method.apply(key)).expectComplete().verify(Duration.ofSeconds(10));
			StepVerifier.create(method.apply(key)).expectComplete().verify(Duration.ofSeconds(10));
			assertThat(work.calls()).isEqualTo(calls);
		}
	}

	@ContractTest(with = Trait.RETRIEVES)
	void failureOfAPublisherReachesTheSubscriberAsItIsAndIsNotCached(Subject subject) {
		AnnotatedAsyncJobs jobs = subject.bean(AnnotatedAsyncJobs.class);
		Work work = subject.bean(Work.class);
		int calls = 0;
		for (Throwable failure : FAILURES) {
			if (failure instanceof Error) {
				// Spring's way through a future does not bring an Error back as a signal.
				continue;
			}
			work.fails(failure);
			for (Function<String, Publisher<String>> method : publishers(jobs)) {
				String key = "key" + ++calls;
				StepVerifier.create(method.apply(key))
					.expectErrorSatisfies((ex) -> assertThat(ex).isSameAs(failure))
					.verify(Duration.ofSeconds(10));
				assertThat(subject.cache().get(key)).isNull();
				assertThat(work.calls()).isEqualTo(calls);
			}
		}
	}

	@ContractTest(with = Trait.RETRIEVES)
	void putAndEvictHappenWhenTheMonoCompletes(Subject subject) {
		AnnotatedAsyncJobs jobs = subject.bean(AnnotatedAsyncJobs.class);
		assertThat(jobs.monoUpdate("a").block(Duration.ofSeconds(10))).isEqualTo("run 1");
		assertThat(subject.value("a")).isEqualTo("run 1");
		assertThat(jobs.monoEvict("a").block(Duration.ofSeconds(10))).isEqualTo("run 2");
		assertThat(subject.cache().get("a")).isNull();
	}

	private static List<Function<String, Publisher<String>>> publishers(AnnotatedAsyncJobs jobs) {
		return List.of(jobs::mono, jobs::monoOnce, jobs::flux, jobs::fluxOnce);
	}

	private static String of(CompletableFuture<String> future) throws Exception {
		return future.get(10, TimeUnit.SECONDS);
	}

	private static Throwable failureOf(CompletableFuture<String> future) {
		Throwable thrown = catchThrowable(() -> future.get(10, TimeUnit.SECONDS));
		assertThat(thrown).isInstanceOf(ExecutionException.class);
		return thrown.getCause();
	}

}
