package io.github.twscache.autoconfigure;

import io.github.twscache.spring.loading.LoadingCacheInterceptor;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.BeanFactoryAware;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.cache.interceptor.CacheInterceptor;
import org.springframework.core.PriorityOrdered;

/**
 * Puts a {@link LoadingCacheInterceptor} in the place of the interceptor that
 * {@code @EnableCaching} defined. One of any other class, and one that the application
 * defined, is the user's and stays.
 */
final class LoadingInterceptorInstaller implements BeanPostProcessor, BeanFactoryAware, PriorityOrdered {

	/*
	 * The bean is replaced when it is made, not its definition: so it does not matter who
	 * defined it (an annotation, XML, ahead-of-time code), and what it was given comes
	 * along. Its advisor asks for it by type or name and gets what this returns; so does
	 * the container, which calls afterPropertiesSet and afterSingletonsInstantiated on
	 * it.
	 *
	 * The advisor is made when the first bean is looked at that is created after the
	 * proxy creator, which is Ordered. This is PriorityOrdered, thus there before. The
	 * last one of those, so that who changes Spring's interceptor is through.
	 */

	private static final Log logger = LogFactory.getLog(LoadingInterceptorInstaller.class);

	private @Nullable ConfigurableListableBeanFactory beanFactory;

	@Override
	public void setBeanFactory(BeanFactory beanFactory) {
		this.beanFactory = (beanFactory instanceof ConfigurableListableBeanFactory listable) ? listable : null;
	}

	@Override
	public Object postProcessBeforeInitialization(Object bean, String beanName) {
		if (!(bean instanceof CacheInterceptor interceptor) || this.beanFactory == null) {
			return bean;
		}
		if (bean.getClass() != CacheInterceptor.class || !isInfrastructure(this.beanFactory, beanName)) {
			logger.debug("No single flight for what the application's own interceptor '" + beanName + "' caches");
			return bean;
		}
		return replace(interceptor, this.beanFactory);
	}

	private static boolean isInfrastructure(ConfigurableListableBeanFactory beanFactory, String beanName) {
		return beanFactory.containsBeanDefinition(beanName)
				&& beanFactory.getBeanDefinition(beanName).getRole() == BeanDefinition.ROLE_INFRASTRUCTURE;
	}

	private static LoadingCacheInterceptor replace(CacheInterceptor springs, BeanFactory beanFactory) {
		LoadingCacheInterceptor ours = new LoadingCacheInterceptor();
		// Asked for when it is needed first, as Spring does.
		ours.configure(springs::getErrorHandler, springs::getKeyGenerator, springs::getCacheResolver, null);
		ours.setCacheOperationSource(springs.getCacheOperationSource());
		ours.setBeanFactory(beanFactory);
		return ours;
	}

	@Override
	public int getOrder() {
		return LOWEST_PRECEDENCE;
	}

}
