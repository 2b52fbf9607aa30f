package io.github.twscache.spring.contract;

import org.jspecify.annotations.Nullable;

import org.springframework.cache.Cache;
import org.springframework.cache.Cache.ValueWrapper;
import org.springframework.cache.CacheManager;
import org.springframework.cache.annotation.EnableCaching;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The cache manager of a contender, and an application around it where a test asks for
 * one. JUnit closes it after the test, as it does every argument that can be closed.
 */
final class Subject implements AutoCloseable {

	private final Contender contender;

	private final CacheManager manager;

	private final Runnable closing;

	private @Nullable AnnotationConfigApplicationContext application;

	Subject(Contender contender, CacheManager manager, Runnable closing) {
		this.contender = contender;
		this.manager = manager;
		this.closing = closing;
	}

	CacheManager manager() {
		return this.manager;
	}

	/** The cache that most tests use. */
	Cache cache() {
		return cache("jobs");
	}

	Cache cache(String name) {
		Cache cache = this.manager.getCache(name);
		assertThat(cache).as("cache " + name).isNotNull();
		return cache;
	}

	/** The value of an entry that has to be there. */
	@Nullable Object value(Object key) {
		ValueWrapper wrapper = cache().get(key);
		assertThat(wrapper).as("entry of " + key).isNotNull();
		return wrapper.get();
	}

	/** A bean of an application that caches with this manager. */
	<T> T bean(Class<T> type) {
		if (this.application == null) {
			AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();
			context.registerBean("cacheManager", CacheManager.class, () -> this.manager);
			context.register(Application.class);
			context.refresh();
			this.application = context;
		}
		return this.application.getBean(type);
	}

	@Override
	public void close() {
		if (this.application != null) {
			this.application.close();
		}
		this.closing.run();
	}

	@Override
	public String toString() {
		return this.contender.name();
	}

	@Configuration(proxyBeanMethods = false)
	@EnableCaching
	static class Application {

		@Bean
		Work work() {
			return new Work();
		}

		@Bean
		AnnotatedJobs jobs(Work work) {
			return new AnnotatedJobs(work);
		}

		@Bean
		AnnotatedAsyncJobs asyncJobs(Work work) {
			return new AnnotatedAsyncJobs(work);
		}

	}

}
