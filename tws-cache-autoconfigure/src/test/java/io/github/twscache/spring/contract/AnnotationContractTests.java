package io.github.twscache.spring.contract;

import java.io.IOException;

import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowable;

/**
 * What the reference documentation promises of cache annotations on methods that return
 * their result at once.
 */
@Timeout(60)
class AnnotationContractTests {

	@ContractTest
	void cacheableRunsOnceForEachArgument(Subject subject) throws Exception {
		AnnotatedJobs jobs = subject.bean(AnnotatedJobs.class);
		assertThat(jobs.plain("a")).isEqualTo("run 1");
		assertThat(jobs.plain("a")).isEqualTo("run 1");
		assertThat(jobs.plain("b")).isEqualTo("run 2");
		assertThat(jobs.once("a")).isEqualTo("run 1");
		assertThat(jobs.once("c")).isEqualTo("run 3");
		assertThat(jobs.once("c")).isEqualTo("run 3");
		assertThat(subject.value("c")).isEqualTo("run 3");
	}

	@ContractTest
	void nullResultIsCached(Subject subject) throws Exception {
		AnnotatedJobs jobs = subject.bean(AnnotatedJobs.class);
		Work work = subject.bean(Work.class);
		work.answersNothing();
		assertThat(jobs.plain("a")).isNull();
		assertThat(jobs.plain("a")).isNull();
		assertThat(jobs.once("b")).isNull();
		assertThat(jobs.once("b")).isNull();
		assertThat(work.calls()).isEqualTo(2);
		assertThat(subject.value("a")).isNull();
		assertThat(subject.value("b")).isNull();
	}

	@ContractTest(nulls = false)
	void nullResultIsAnErrorWhereItCannotBeCached(Subject subject) {
		AnnotatedJobs jobs = subject.bean(AnnotatedJobs.class);
		subject.bean(Work.class).answersNothing();
		assertThatIllegalArgumentException().isThrownBy(() -> jobs.plain("a"));
		assertThatIllegalArgumentException().isThrownBy(() -> jobs.once("b"));
		assertThat(subject.cache().get("a")).isNull();
		assertThat(subject.cache().get("b")).isNull();
	}

	@ContractTest
	void optionalIsStoredUnwrapped(Subject subject) throws Exception {
		AnnotatedJobs jobs = subject.bean(AnnotatedJobs.class);
		assertThat(jobs.maybe("a")).contains("run 1");
		assertThat(jobs.maybe("a")).contains("run 1");
		assertThat(jobs.maybeOnce("b")).contains("run 2");
		assertThat(jobs.maybeOnce("b")).contains("run 2");
		assertThat(subject.value("a")).isEqualTo("run 1");
		assertThat(subject.value("b")).isEqualTo("run 2");
		assertThat(jobs.plain("b")).isEqualTo("run 2");
	}

	@ContractTest
	void emptyOptionalIsStoredAsNull(Subject subject) throws Exception {
		AnnotatedJobs jobs = subject.bean(AnnotatedJobs.class);
		Work work = subject.bean(Work.class);
		work.answersNothing();
		assertThat(jobs.maybe("a")).isEmpty();
		assertThat(jobs.maybe("a")).isEmpty();
		assertThat(jobs.maybeOnce("b")).isEmpty();
		assertThat(jobs.maybeOnce("b")).isEmpty();
		assertThat(work.calls()).isEqualTo(2);
		assertThat(subject.value("a")).isNull();
	}

	@ContractTest
	void methodWhoseConditionFailsIsNotCached(Subject subject) throws Exception {
		AnnotatedJobs jobs = subject.bean(AnnotatedJobs.class);
		assertThat(jobs.conditional("TEST")).isEqualTo("run 1");
		assertThat(jobs.conditional("TEST")).isEqualTo("run 2");
		assertThat(jobs.conditionalOnce("TEST")).isEqualTo("run 3");
		assertThat(jobs.conditional("PROD1")).isEqualTo("run 4");
		assertThat(jobs.conditional("PROD1")).isEqualTo("run 4");
		assertThat(jobs.conditionalOnce("PROD2")).isEqualTo("run 5");
		assertThat(jobs.conditionalOnce("PROD2")).isEqualTo("run 5");
		assertThat(subject.cache().get("TEST")).isNull();
	}

	@ContractTest
	void resultThatUnlessVetoesIsNotCached(Subject subject) throws Exception {
		AnnotatedJobs jobs = subject.bean(AnnotatedJobs.class);
		assertThat(jobs.unless("a")).isEqualTo("run 1");
		assertThat(subject.cache().get("a")).isNull();
		assertThat(jobs.unless("a")).isEqualTo("run 2");
		assertThat(jobs.unless("a")).isEqualTo("run 2");
	}

	@ContractTest
	void unlessSeesWhatIsInTheOptional(Subject subject) throws Exception {
		AnnotatedJobs jobs = subject.bean(AnnotatedJobs.class);
		Work work = subject.bean(Work.class);
		work.answersNothing();
		assertThat(jobs.maybeUnlessEmpty("a")).isEmpty();
		assertThat(subject.cache().get("a")).isNull();
		work.recovers();
		assertThat(jobs.maybeUnlessEmpty("a")).contains("run 2");
		assertThat(jobs.maybeUnlessEmpty("a")).contains("run 2");
	}

	@ContractTest
	void hitInOneOfSeveralCachesIsEnough(Subject subject) throws Exception {
		AnnotatedJobs jobs = subject.bean(AnnotatedJobs.class);
		subject.cache("second").put("a", "known");
		assertThat(jobs.ofTwoCaches("a")).isEqualTo("known");
		assertThat(jobs.ofTwoCaches("b")).isEqualTo("run 1");
		assertThat(subject.cache("first").get("b", String.class)).isEqualTo("run 1");
		assertThat(subject.cache("second").get("b", String.class)).isEqualTo("run 1");
	}

	@ContractTest
	void failureReachesTheCallerAsItIsAndIsNotCached(Subject subject) throws Exception {
		AnnotatedJobs jobs = subject.bean(AnnotatedJobs.class);
		Work work = subject.bean(Work.class);
		int calls = 0;
		for (Throwable failure : new Throwable[] { new IOException("checked"), new IllegalStateException("unchecked"),
				new AssertionError("error") }) {
			String key = failure.getMessage();
			work.fails(failure);
			assertThat(catchThrowable(() -> jobs.plain(key))).isSameAs(failure);
			assertThat(catchThrowable(() -> jobs.once(key + " once"))).isSameAs(failure);
			assertThat(catchThrowable(() -> jobs.maybe(key))).isSameAs(failure);
			assertThat(subject.cache().get(key)).isNull();
			assertThat(subject.cache().get(key + " once")).isNull();
			calls += 3;
			assertThat(work.calls()).isEqualTo(calls);
			work.recovers();
			assertThat(jobs.plain(key)).isEqualTo("run " + ++calls);
		}
	}

	@ContractTest(with = Trait.FORGETS_FAILURES_AT_ONCE)
	void synchronizedMethodRunsAgainAfterAFailure(Subject subject) throws Exception {
		AnnotatedJobs jobs = subject.bean(AnnotatedJobs.class);
		Work work = subject.bean(Work.class);
		work.fails(new IOException("first"));
		assertThat(catchThrowable(() -> jobs.once("a"))).isInstanceOf(IOException.class);
		work.recovers();
		assertThat(jobs.once("a")).isEqualTo("run 2");
		assertThat(jobs.once("a")).isEqualTo("run 2");
	}

	@ContractTest
	void putAlwaysRunsAndReplaces(Subject subject) throws Exception {
		AnnotatedJobs jobs = subject.bean(AnnotatedJobs.class);
		assertThat(jobs.plain("a")).isEqualTo("run 1");
		assertThat(jobs.update("a")).isEqualTo("run 2");
		assertThat(jobs.plain("a")).isEqualTo("run 2");
		assertThat(jobs.update("a")).isEqualTo("run 3");
		assertThat(jobs.plain("a")).isEqualTo("run 3");
	}

	@ContractTest
	void putIsVetoedByUnlessAndByFailure(Subject subject) throws Exception {
		AnnotatedJobs jobs = subject.bean(AnnotatedJobs.class);
		assertThat(jobs.plain("a")).isEqualTo("run 1");
		assertThat(jobs.updateUnless("a")).isEqualTo("run 2");
		assertThat(jobs.plain("a")).isEqualTo("run 1");
		IOException failure = new IOException("update");
		subject.bean(Work.class).fails(failure);
		assertThat(catchThrowable(() -> jobs.update("a"))).isSameAs(failure);
		assertThat(jobs.plain("a")).isEqualTo("run 1");
	}

	@ContractTest
	void evictRemovesAfterAMethodThatSucceeds(Subject subject) throws Exception {
		AnnotatedJobs jobs = subject.bean(AnnotatedJobs.class);
		subject.cache().put("a", "EXEC");
		subject.cache().put("b", "SUCC");
		jobs.evict("a");
		assertThat(subject.cache().get("a")).isNull();
		assertThat(subject.value("b")).isEqualTo("SUCC");
		jobs.evictAll();
		assertThat(subject.cache().get("b")).isNull();
	}

	@ContractTest
	void evictDoesNotHappenWhenTheMethodFails(Subject subject) {
		AnnotatedJobs jobs = subject.bean(AnnotatedJobs.class);
		subject.cache().put("a", "EXEC");
		IllegalStateException failure = new IllegalStateException("restart");
		subject.bean(Work.class).fails(failure);
		assertThat(catchThrowable(() -> jobs.evict("a"))).isSameAs(failure);
		assertThat(catchThrowable(jobs::evictAll)).isSameAs(failure);
		assertThat(subject.value("a")).isEqualTo("EXEC");
	}

	@ContractTest
	void evictBeforeInvocationHappensWhateverTheMethodDoes(Subject subject) {
		AnnotatedJobs jobs = subject.bean(AnnotatedJobs.class);
		subject.cache().put("a", "EXEC");
		subject.cache().put("b", "SUCC");
		IllegalStateException failure = new IllegalStateException("restart");
		subject.bean(Work.class).fails(failure);
		assertThat(catchThrowable(() -> jobs.evictFirst("a"))).isSameAs(failure);
		assertThat(subject.cache().get("a")).isNull();
		assertThat(subject.value("b")).isEqualTo("SUCC");
		assertThat(catchThrowable(jobs::evictAllFirst)).isSameAs(failure);
		assertThat(subject.cache().get("b")).isNull();
	}

	@ContractTest
	void evictHeedsItsCondition(Subject subject) throws Exception {
		AnnotatedJobs jobs = subject.bean(AnnotatedJobs.class);
		subject.cache().put("KEPT", "EXEC");
		subject.cache().put("a", "EXEC");
		jobs.evictUnlessKept("KEPT");
		jobs.evictUnlessKept("a");
		assertThat(subject.value("KEPT")).isEqualTo("EXEC");
		assertThat(subject.cache().get("a")).isNull();
	}

}
