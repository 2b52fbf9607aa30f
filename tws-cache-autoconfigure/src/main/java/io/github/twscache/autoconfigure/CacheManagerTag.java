package io.github.twscache.autoconfigure;

import java.util.Objects;
import java.util.function.Supplier;

import io.github.twscache.CacheHierarchy;
import io.github.twscache.NamedCache;
import io.github.twscache.spring.TwsCacheManager;

import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.support.SimpleAutowireCandidateResolver;
import org.springframework.cache.Cache;
import org.springframework.cache.CacheManager;
import org.springframework.util.StringUtils;

/**
 * Finds the value of tag {@code cache.manager} for the caches of a hierarchy: the name of
 * the bean that manages them, shortened as Boot does it, so that a cache that Boot binds
 * too keeps one set of meters. Where nobody manages them it is the name of the
 * hierarchy's bean.
 */
final class CacheManagerTag implements Supplier<String> {

	private static final String SUFFIX = "cacheManager";

	private final CacheHierarchy hierarchy;

	private final ConfigurableListableBeanFactory beanFactory;

	CacheManagerTag(CacheHierarchy hierarchy, ConfigurableListableBeanFactory beanFactory) {
		this.hierarchy = hierarchy;
		this.beanFactory = beanFactory;
	}

	@Override
	public String get() {
		return SimpleAutowireCandidateResolver.resolveAutowireCandidates(this.beanFactory, CacheManager.class)
			.entrySet()
			.stream()
			.filter((manager) -> manages(manager.getValue()))
			.map((manager) -> shortened(manager.getKey()))
			.findFirst()
			.orElseGet(this::hierarchyName);
	}

	private boolean manages(CacheManager manager) {
		if (manager instanceof TwsCacheManager twsCacheManager) {
			return twsCacheManager.getHierarchy() == this.hierarchy;
		}
		return manager.getCacheNames().stream().map(manager::getCache).filter(Objects::nonNull).anyMatch(this::isOurs);
	}

	private boolean isOurs(Cache cache) {
		return cache.getNativeCache() instanceof NamedCache<?, ?> named
				&& this.hierarchy.find(named.name()).filter((ours) -> ours == named).isPresent();
	}

	private String hierarchyName() {
		String[] names = this.beanFactory.getBeanNamesForType(CacheHierarchy.class);
		return (names.length == 1) ? names[0] : "cacheHierarchy";
	}

	private static String shortened(String beanName) {
		return (beanName.length() > SUFFIX.length() && StringUtils.endsWithIgnoreCase(beanName, SUFFIX))
				? beanName.substring(0, beanName.length() - SUFFIX.length()) : beanName;
	}

}
