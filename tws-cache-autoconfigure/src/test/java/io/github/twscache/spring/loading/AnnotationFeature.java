package io.github.twscache.spring.loading;

import org.jspecify.annotations.Nullable;

/**
 * What Spring documents of cache annotations, each with a method that uses it. The table
 * of {@code src-docs/loads-of-plain-annotations.md} is made of this.
 */
enum AnnotationFeature {

	PLAIN("a method that returns its value", Flight.ONE, (site, key) -> site.jobs().plain(key)),

	OPTIONAL("`Optional`", Flight.ONE, (site, key) -> site.jobs().maybe(key)),

	INTERFACE("a bean proxied by its interface, `@CacheConfig`", Flight.ONE, (site, key) -> site.plans().plan(key)),

	COMPOSED("an annotation made of Spring's", Flight.ONE, (site, key) -> site.jobs().composed(key)),

	KEY("`key`, with `#root` and arguments", Flight.ONE, (site, key) -> site.jobs().keyed(key)),

	KEY_GENERATOR("`keyGenerator`", Flight.ONE, (site, key) -> site.jobs().generated(key)),

	CONDITION("`condition`", Flight.ONE, (site, key) -> site.jobs().conditional(key)),

	UNLESS("`unless` that stores the value", Flight.ONE, (site, key) -> site.jobs().unlessNull(key)),

	UNLESS_REFUSES("`unless` that refuses the value", Flight.ONE, (site, key) -> site.jobs().unlessAnything(key)),

	UNLESS_FAILS("`unless` that cannot be evaluated", Flight.ONE, (site, key) -> site.jobs().unlessFails(key)),

	CACHE_RESOLVER("`cacheResolver`", Flight.ONE, (site, key) -> site.jobs().resolved(key)),

	CACHE_MANAGER("`cacheManager`, one of several of this library", Flight.ONE,
			(site, key) -> site.jobs().managed(key)),

	OTHERS_MANAGER("`cacheManager`, one of another library", Flight.EACH, (site, key) -> site.jobs().ofOthers(key)),

	SEVERAL_CACHES("several cache names", Flight.ONE, (site, key) -> site.jobs().ofTwoCaches(key)),

	CACHING("`@Caching` with several `@Cacheable`", Flight.ONE, (site, key) -> site.jobs().twiceCacheable(key)),

	EVICT_BESIDE("`@CacheEvict` beside it", Flight.ONE, (site, key) -> site.jobs().withEvict(key)),

	EVICT_BEFORE_BESIDE("`@CacheEvict(beforeInvocation = true)` beside it", Flight.ONE,
			(site, key) -> site.jobs().withEvictBefore(key)),

	PUT_BESIDE("`@CachePut` beside it", Flight.EACH, (site, key) -> site.jobs().withPut(key)),

	STRICT("`allow-null-values: false`", Flight.ONE, (site, key) -> site.jobs().strict(key)),

	FUTURE("`CompletableFuture`", Flight.ONE, (site, key) -> site.asyncJobs().future(key)),

	FUTURE_UNLESS("`CompletableFuture` with `unless` that refuses", Flight.ONE,
			(site, key) -> site.asyncJobs().futureUnless(key)),

	FUTURE_SEVERAL_CACHES("`CompletableFuture` with several cache names", Flight.ONE,
			(site, key) -> site.asyncJobs().futureOfTwoCaches(key)),

	FUTURE_EVICT_BESIDE("`CompletableFuture` with `@CacheEvict` beside it", Flight.ONE,
			(site, key) -> site.asyncJobs().futureWithEvict(key)),

	MONO("`Mono`", Flight.ONE, (site, key) -> site.asyncJobs().mono(key)),

	MONO_UNLESS("`Mono` with `unless` that refuses", Flight.ONE, (site, key) -> site.asyncJobs().monoUnless(key)),

	FLUX("`Flux`", Flight.EACH, (site, key) -> site.asyncJobs().flux(key)),

	COMPLETION_STAGE("`CompletionStage`", Flight.EACH, (site, key) -> site.asyncJobs().stage(key)),

	TRANSACTION("a caller in a transaction", Flight.EACH,
			(site, key) -> site.inTransaction(() -> site.jobs().plain(key))),

	TRANSACTION_AWARE("a transaction-aware cache, outside a transaction", Flight.ONE,
			(site, key) -> site.jobs().aware(key)),

	TRANSACTION_AWARE_INSIDE("the same, inside one", Flight.EACH,
			(site, key) -> site.inTransaction(() -> site.jobs().aware(key))),

	SWITCHED_OFF("a cache with `single-flight: off`", Flight.EACH, (site, key) -> site.jobs().switchedOff(key)),

	SYNC("`sync = true`", Flight.ALWAYS_ONE, (site, key) -> site.jobs().once(key)),

	SYNC_FUTURE("`sync = true` and `CompletableFuture`", Flight.ALWAYS_ONE,
			(site, key) -> site.asyncJobs().futureOnce(key));

	private final String title;

	private final Flight flight;

	private final Call call;

	AnnotationFeature(String title, Flight flight, Call call) {
		this.title = title;
		this.flight = flight;
		this.call = call;
	}

	/**
	 * How often a method runs for callers who come at the same time.
	 */
	enum Flight {

		ONE, EACH, ALWAYS_ONE

	}

	/**
	 * Calls a method.
	 */
	interface Call {

		@Nullable Object on(Site site, String key) throws Exception;

	}

	/** Calls the method, and waits for what its future or publisher comes to. */
	@Nullable Object ask(Site site, String key) throws Exception {
		return Site.resolve(this.call.on(site, key));
	}

	/** Whether callers at the same time share a run. */
	boolean isShared(boolean singleFlight) {
		return this.flight == Flight.ALWAYS_ONE || (singleFlight && this.flight == Flight.ONE);
	}

	/** The row of the table. */
	String row() {
		return "| " + this.title + " | " + runs(true) + " | " + runs(false) + " |";
	}

	private String runs(boolean singleFlight) {
		return isShared(singleFlight) ? "one run" : "a run each";
	}

}
