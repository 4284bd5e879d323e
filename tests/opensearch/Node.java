import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.opensearch.analysis.common.CommonAnalysisPlugin;
import org.opensearch.common.settings.Settings;
import org.opensearch.index.mapper.MapperExtrasPlugin;
import org.opensearch.index.reindex.ReindexPlugin;
import org.opensearch.node.InternalSettingsPreparer;
import org.opensearch.painless.PainlessPlugin;
import org.opensearch.transport.Netty4Plugin;

/**
 * One OpenSearch node in this process, with the settings of the command line: {@code name=value}.
 *
 * <p>It ends when it is told to (SIGTERM), and when its standard input is closed, so that no node
 * outlives the tests that started it.
 */
public class Node extends org.opensearch.node.Node {
  private Node(Settings settings) {
    super(
        InternalSettingsPreparer.prepareEnvironment(settings, Map.of(), null, () -> "node"),
        List.of(
            CommonAnalysisPlugin.class,
            MapperExtrasPlugin.class,
            Netty4Plugin.class,
            PainlessPlugin.class,
            ReindexPlugin.class),
        false);
  }

  public static void main(String[] arguments) throws Exception {
    Settings.Builder settings = Settings.builder();
    for (String argument : arguments) {
      String[] pair = argument.split("=", 2);
      settings.put(pair[0], pair[1]);
    }
    Node node = new Node(settings.build());
    Runtime.getRuntime().addShutdownHook(new Thread(node::end));
    node.start();
    while (System.in.read() >= 0) {}
    System.exit(0);
  }

  private void end() {
    try {
      close();
      awaitClose(10, TimeUnit.SECONDS);
    } catch (Exception error) {
      error.printStackTrace();
    }
  }
}
