#if Server
  import IsnadServer
  import Metrics

  /// Where this process' metrics go. A command decides it, and no server: a program with Isnad built in has its own place.
  enum ProcessMetrics {
    /// From now on metrics are kept for a server of this process. At most once a process.
    static func start() -> PrometheusMetrics {
      let metrics = PrometheusMetrics()
      MetricsSystem.bootstrap(metrics)
      return metrics
    }
  }
#endif
