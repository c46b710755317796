<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>BufferWords</name>
    <message>
        <source>Holds at first</source>
        <translation>初始内容</translation>
    </message>
    <message>
        <source>random numbers</source>
        <translation>随机数</translation>
    </message>
    <message>
        <source>zeros</source>
        <translation>零</translation>
    </message>
    <message>
        <source>features of samples</source>
        <translation>样本的特征</translation>
    </message>
    <message>
        <source>Features: samples, the rows</source>
        <translation>特征：样本数（行）</translation>
    </message>
    <message>
        <source>Features: depth, 0 to 1</source>
        <translation>特征：深度，0 到 1</translation>
    </message>
    <message>
        <source>Features: seed</source>
        <translation>特征：种子</translation>
    </message>
    <message>
        <source>Its results</source>
        <translation>它的结果</translation>
    </message>
    <message>
        <source>are not reported</source>
        <translation>不报告</translation>
    </message>
    <message>
        <source>are reported as a matrix</source>
        <translation>作为矩阵报告</translation>
    </message>
    <message>
        <source>Result: rows</source>
        <translation>结果：行数</translation>
    </message>
    <message>
        <source>Result: columns</source>
        <translation>结果：列数</translation>
    </message>
    <message>
        <source>Bytes</source>
        <translation>字节数</translation>
    </message>
</context>
<context>
    <name>FieldWords</name>
    <message>
        <source>change “%1”</source>
        <translation>修改“%1”</translation>
    </message>
</context>
<context>
    <name>LayoutWords</name>
    <message>
        <source>Host memory</source>
        <translation>主机内存</translation>
    </message>
    <message>
        <source>Pageable are</source>
        <translation>可分页的是</translation>
    </message>
    <message>
        <source>Pinned are</source>
        <translation>锁页的是</translation>
    </message>
    <message>
        <source>pinned</source>
        <translation>锁页</translation>
    </message>
    <message>
        <source>pageable</source>
        <translation>可分页</translation>
    </message>
    <message>
        <source>no buffer</source>
        <translation>没有缓冲区</translation>
    </message>
    <message>
        <source>Here %1 is</source>
        <translation>此处 %1 为</translation>
    </message>
    <message>
        <source>as the slider has it</source>
        <translation>与滑块相同</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>标题</translation>
    </message>
    <message>
        <source>its name</source>
        <translation>其名称</translation>
    </message>
    <message>
        <source>Launch</source>
        <translation>启动方式</translation>
    </message>
    <message>
        <source>eager, call by call</source>
        <translation>eager（逐次启动）</translation>
    </message>
    <message>
        <source>as a CUDA graph</source>
        <translation>作为 CUDA 图</translation>
    </message>
    <message>
        <source>Issue order</source>
        <translation>提交顺序</translation>
    </message>
    <message>
        <source>depth-first</source>
        <translation>深度优先</translation>
    </message>
    <message>
        <source>breadth-first</source>
        <translation>广度优先</translation>
    </message>
    <message>
        <source>Default stream</source>
        <translation>默认流</translation>
    </message>
    <message>
        <source>legacy</source>
        <translation>传统</translation>
    </message>
    <message>
        <source>per thread</source>
        <translation>每线程</translation>
    </message>
    <message>
        <source>Threads</source>
        <translation>线程数</translation>
    </message>
    <message>
        <source>Connections</source>
        <translation>硬件队列数</translation>
    </message>
    <message>
        <source>the device&apos;s</source>
        <translation>设备默认值</translation>
    </message>
    <message>
        <source>Framework&apos;s time per call, ns</source>
        <translation>框架每次调用的开销，ns</translation>
    </message>
</context>
<context>
    <name>OperationForm</name>
    <message>
        <source>What is added while this is selected runs in each round.</source>
        <translation>选中它时添加的操作在每一轮中运行。</translation>
    </message>
    <message>
        <source>Label</source>
        <translation>标签</translation>
    </message>
    <message>
        <source>its kind</source>
        <translation>其种类</translation>
    </message>
    <message>
        <source>Buffer</source>
        <translation>缓冲区</translation>
    </message>
    <message>
        <source>Event</source>
        <translation>事件</translation>
    </message>
    <message>
        <source>rename an event</source>
        <translation>重命名事件</translation>
    </message>
    <message>
        <source>Waits for</source>
        <translation>等待</translation>
    </message>
    <message>
        <source>its stream</source>
        <translation>所在的流</translation>
    </message>
    <message>
        <source>the whole device</source>
        <translation>整个设备</translation>
    </message>
    <message>
        <source>an event</source>
        <translation>一个事件</translation>
    </message>
    <message>
        <source>host</source>
        <translation>主机</translation>
    </message>
    <message>
        <source>device</source>
        <translation>设备</translation>
    </message>
    <message>
        <source>From</source>
        <translation>从</translation>
    </message>
    <message>
        <source>To</source>
        <translation>到</translation>
    </message>
    <message>
        <source>Kernel</source>
        <translation>核函数</translation>
    </message>
    <message>
        <source>Reads</source>
        <translation>读取</translation>
    </message>
    <message>
        <source>Writes</source>
        <translation>写入</translation>
    </message>
    <message>
        <source>its own: %1</source>
        <translation>自有：%1</translation>
    </message>
    <message>
        <source>Time, ns</source>
        <translation>时间，ns</translation>
    </message>
    <message>
        <source>Rounds</source>
        <translation>轮数</translation>
    </message>
    <message>
        <source>How</source>
        <translation>方式</translation>
    </message>
    <message>
        <source>sync</source>
        <translation>同步</translation>
    </message>
    <message>
        <source>async, from the stream&apos;s pool</source>
        <translation>异步，取自流的内存池</translation>
    </message>
    <message>
        <source>pinned host memory</source>
        <translation>锁页主机内存</translation>
    </message>
    <message>
        <source>one of its own</source>
        <translation>自有缓冲区</translation>
    </message>
    <message>
        <source>Bytes</source>
        <translation>字节数</translation>
    </message>
    <message>
        <source>the whole buffer</source>
        <translation>整个缓冲区</translation>
    </message>
    <message>
        <source>May start</source>
        <translation>何时可以开始</translation>
    </message>
    <message>
        <source>after the one before it</source>
        <translation>前一个结束之后</translation>
    </message>
    <message>
        <source>earlier (programmatic)</source>
        <translation>可提前（程序化依赖启动）</translation>
    </message>
</context>
<context>
    <name>OperationWords</name>
    <message>
        <source>kernel</source>
        <translation>核函数</translation>
    </message>
    <message>
        <source>copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>record event</source>
        <translation>记录事件</translation>
    </message>
    <message>
        <source>wait for event</source>
        <translation>等待事件</translation>
    </message>
    <message>
        <source>host function</source>
        <translation>主机函数</translation>
    </message>
    <message>
        <source>CPU work</source>
        <translation>CPU 工作</translation>
    </message>
    <message>
        <source>synchronize</source>
        <translation>同步</translation>
    </message>
    <message>
        <source>allocate</source>
        <translation>分配</translation>
    </message>
    <message>
        <source>free</source>
        <translation>释放</translation>
    </message>
    <message>
        <source>repeat</source>
        <translation>重复</translation>
    </message>
    <message>
        <source>Nothing records an event yet</source>
        <translation>还没有操作记录事件</translation>
    </message>
</context>
<context>
    <name>streamscope::ui::Actions</name>
    <message>
        <source>&amp;File</source>
        <translation>文件(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation>编辑(&amp;E)</translation>
    </message>
    <message>
        <source>&amp;Run</source>
        <translation>运行(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>视图(&amp;V)</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>帮助(&amp;H)</translation>
    </message>
    <message>
        <source>E&amp;xperiments and recordings</source>
        <translation>实验与记录(&amp;X)</translation>
    </message>
    <message>
        <source>&amp;Recent files</source>
        <translation>最近的文件(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Charts</source>
        <translation>图表(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Panels</source>
        <translation>面板(&amp;P)</translation>
    </message>
    <message>
        <source>&amp;Theme</source>
        <translation>主题(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;New experiment</source>
        <translation>新建实验(&amp;N)</translation>
    </message>
    <message>
        <source>&amp;Open…</source>
        <translation>打开(&amp;O)…</translation>
    </message>
    <message>
        <source>Open a trace &amp;beside…</source>
        <translation>并排打开跟踪(&amp;B)…</translation>
    </message>
    <message>
        <source>Clear this list</source>
        <translation>清空此列表</translation>
    </message>
    <message>
        <source>&amp;Save</source>
        <translation>保存(&amp;S)</translation>
    </message>
    <message>
        <source>Save &amp;as…</source>
        <translation>另存为(&amp;A)…</translation>
    </message>
    <message>
        <source>Save the &amp;trace…</source>
        <translation>保存跟踪(&amp;T)…</translation>
    </message>
    <message>
        <source>Export a &amp;picture…</source>
        <translation>导出图片(&amp;P)…</translation>
    </message>
    <message>
        <source>Export &amp;numbers…</source>
        <translation>导出数据(&amp;N)…</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>退出(&amp;Q)</translation>
    </message>
    <message>
        <source>&amp;Undo</source>
        <translation>撤销(&amp;U)</translation>
    </message>
    <message>
        <source>&amp;Redo</source>
        <translation>重做(&amp;R)</translation>
    </message>
    <message>
        <source>Add a &amp;layout</source>
        <translation>添加布局(&amp;L)</translation>
    </message>
    <message>
        <source>R&amp;eset parameters</source>
        <translation>重置参数(&amp;E)</translation>
    </message>
    <message>
        <source>&amp;Copy table</source>
        <translation>复制表格(&amp;C)</translation>
    </message>
    <message>
        <source>Copy recording &amp;snippet</source>
        <translation>复制记录代码(&amp;S)</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>运行</translation>
    </message>
    <message>
        <source>&amp;Stop</source>
        <translation>停止(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Loop</source>
        <translation>循环(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Play or pause</source>
        <translation>播放或暂停(&amp;P)</translation>
    </message>
    <message>
        <source>Step &amp;back</source>
        <translation>上一步(&amp;B)</translation>
    </message>
    <message>
        <source>Step &amp;forward</source>
        <translation>下一步(&amp;F)</translation>
    </message>
    <message>
        <source>Where the runner &amp;is…</source>
        <translation>运行器的位置(&amp;I)…</translation>
    </message>
    <message>
        <source>&amp;Fit</source>
        <translation>适合窗口(&amp;F)</translation>
    </message>
    <message>
        <source>Zoom &amp;in</source>
        <translation>放大(&amp;I)</translation>
    </message>
    <message>
        <source>Zoom &amp;out</source>
        <translation>缩小(&amp;O)</translation>
    </message>
    <message>
        <source>Undo &amp;zoom</source>
        <translation>撤销缩放(&amp;Z)</translation>
    </message>
    <message>
        <source>Redo z&amp;oom</source>
        <translation>重做缩放(&amp;O)</translation>
    </message>
    <message>
        <source>Fi&amp;nd…</source>
        <translation>查找(&amp;N)…</translation>
    </message>
    <message>
        <source>&amp;Measure</source>
        <translation>测量(&amp;M)</translation>
    </message>
    <message>
        <source>Show hidden rows</source>
        <translation>显示隐藏的行</translation>
    </message>
    <message>
        <source>P&amp;resentation mode</source>
        <translation>演示模式(&amp;R)</translation>
    </message>
    <message>
        <source>Show the menu bar</source>
        <translation>显示菜单栏</translation>
    </message>
    <message>
        <source>Full screen</source>
        <translation>全屏</translation>
    </message>
    <message>
        <source>As the desktop</source>
        <translation>跟随桌面</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>浅色</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>深色</translation>
    </message>
    <message>
        <source>&amp;Help and shortcuts</source>
        <translation>帮助与快捷键(&amp;H)</translation>
    </message>
    <message>
        <source>&amp;About Streamscope</source>
        <translation>关于 Streamscope(&amp;A)</translation>
    </message>
    <message>
        <source>About &amp;Qt</source>
        <translation>关于 Qt(&amp;Q)</translation>
    </message>
    <message>
        <source>Open the menu</source>
        <translation>打开菜单</translation>
    </message>
    <message>
        <source>&amp;Align timelines</source>
        <translation>对齐时间线(&amp;A)</translation>
    </message>
    <message>
        <source>At their first &amp;calls</source>
        <translation>按各自的第一个调用(&amp;C)</translation>
    </message>
    <message>
        <source>By the wall cloc&amp;k</source>
        <translation>按墙上时钟(&amp;K)</translation>
    </message>
    <message>
        <source>&amp;Keep the explained run</source>
        <translation>保留所解释的运行(&amp;K)</translation>
    </message>
    <message>
        <source>Filter &amp;rows…</source>
        <translation>筛选行(&amp;R)…</translation>
    </message>
</context>
<context>
    <name>streamscope::ui::AnswerPanel</name>
    <message>
        <source>Selection</source>
        <translation>选中项</translation>
    </message>
    <message>
        <source>Kinds</source>
        <translation>种类</translation>
    </message>
</context>
<context>
    <name>streamscope::ui::Bench</name>
    <message numerus="yes">
        <source>%n trace(s)</source>
        <translation>
            <numerusform>%n 个跟踪</numerusform>
        </translation>
    </message>
    <message>
        <source>Cancelled. What had arrived is kept.</source>
        <translation>已取消。已收到的内容予以保留。</translation>
    </message>
    <message>
        <source>%1 · simulated</source>
        <translation>%1 · 模拟</translation>
    </message>
    <message>
        <source>remove a trace</source>
        <translation>移除跟踪</translation>
    </message>
    <message>
        <source>align timelines</source>
        <translation>对齐时间线</translation>
    </message>
    <message>
        <source>open a trace</source>
        <translation>打开跟踪</translation>
    </message>
    <message>
        <source>set “%1”</source>
        <translation>设置“%1”</translation>
    </message>
    <message>
        <source>keep the values</source>
        <translation>保留这些数值</translation>
    </message>
    <message>
        <source>reset the parameters</source>
        <translation>重置参数</translation>
    </message>
    <message>
        <source>%1 · kept %2</source>
        <translation>%1 · 已保留 %2</translation>
    </message>
    <message>
        <source>keep a run</source>
        <translation>保留一次运行</translation>
    </message>
    <message>
        <source>Cancelled before anything had arrived.</source>
        <translation>已取消，尚无数据到达。</translation>
    </message>
</context>
<context>
    <name>streamscope::ui::BranchList</name>
    <message numerus="yes">
        <source>%Ln ops</source>
        <translation>
            <numerusform>%Ln 个操作</numerusform>
        </translation>
    </message>
    <message>
        <source>Double-click to edit</source>
        <translation>双击以编辑</translation>
    </message>
    <message numerus="yes">
        <source>%n more</source>
        <translation>
            <numerusform>还有 %n 个</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>streamscope::ui::ChartPanel</name>
    <message>
        <source>not known for these runs</source>
        <translation>这些运行没有此数据</translation>
    </message>
    <message>
        <source>estimated</source>
        <translation>估计值</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1%</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>fp32</source>
        <translation>FP32</translation>
    </message>
    <message>
        <source>DRAM</source>
        <translation>DRAM</translation>
    </message>
    <message>
        <source>copies</source>
        <translation>复制</translation>
    </message>
    <message numerus="yes">
        <source>mean of %n GPU(s)</source>
        <translation>
            <numerusform>%n 个 GPU 的平均</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>streamscope::ui::ChartsView</name>
    <message>
        <source>Charts</source>
        <translation>图表</translation>
    </message>
    <message>
        <source>kernels at once</source>
        <translation>同时运行的核函数</translation>
    </message>
    <message>
        <source>fp32, share of peak</source>
        <translation>FP32，占峰值的比例</translation>
    </message>
    <message>
        <source>DRAM, share of peak</source>
        <translation>DRAM，占峰值的比例</translation>
    </message>
    <message>
        <source>copies, both ways</source>
        <translation>复制，双向合计</translation>
    </message>
    <message>
        <source>resident warps</source>
        <translation>驻留线程束</translation>
    </message>
    <message>
        <source>throughput, share of peak</source>
        <translation>吞吐量（占峰值）</translation>
    </message>
    <message>
        <source>SMs with work</source>
        <translation>有工作的 SM</translation>
    </message>
</context>
<context>
    <name>streamscope::ui::DockTitle</name>
    <message>
        <source>Fold this panel away; the View menu brings it back</source>
        <translation>收起此面板；可从“视图”菜单恢复</translation>
    </message>
    <message>
        <source>Fold this panel away</source>
        <translation>收起此面板</translation>
    </message>
</context>
<context>
    <name>streamscope::ui::DropZones</name>
    <message>
        <source>Open beside what is there</source>
        <translation>在旁边打开</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>打开</translation>
    </message>
</context>
<context>
    <name>streamscope::ui::FileDialog</name>
    <message>
        <source>folder</source>
        <translation>文件夹</translation>
    </message>
    <message>
        <source>file</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>%1 file</source>
        <translation>%1 文件</translation>
    </message>
</context>
<context>
    <name>streamscope::ui::FindBox</name>
    <message>
        <source>nothing found</source>
        <translation>没有找到</translation>
    </message>
    <message>
        <source>%1 found</source>
        <translation>找到 %1 个</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>第 %1 个，共 %2 个</translation>
    </message>
    <message>
        <source>Find slices by name</source>
        <translation>按名称查找</translation>
    </message>
    <message>
        <source>Previous (Shift+Enter)</source>
        <translation>上一个 (Shift+Enter)</translation>
    </message>
    <message>
        <source>Next (Enter)</source>
        <translation>下一个 (Enter)</translation>
    </message>
    <message>
        <source>Close (Esc)</source>
        <translation>关闭 (Esc)</translation>
    </message>
    <message numerus="yes">
        <source>%n row(s)</source>
        <translation>
            <numerusform>%n 行</numerusform>
        </translation>
    </message>
    <message>
        <source>Show rows by name</source>
        <translation>按名称显示行</translation>
    </message>
    <message>
        <source>rows</source>
        <translation>行</translation>
    </message>
    <message>
        <source>Show only the rows of that name</source>
        <translation>只显示该名称的行</translation>
    </message>
</context>
<context>
    <name>streamscope::ui::FindingsPanel</name>
    <message>
        <source>proved</source>
        <translation>已证实</translation>
    </message>
    <message>
        <source>likely</source>
        <translation>很可能</translation>
    </message>
    <message>
        <source>cannot tell</source>
        <translation>无法判断</translation>
    </message>
    <message>
        <source>not at play</source>
        <translation>未出现</translation>
    </message>
    <message>
        <source>Run something, or open a trace.</source>
        <translation>运行一个实验，或打开一个跟踪。</translation>
    </message>
    <message>
        <source>Nothing stood in the way of overlap.</source>
        <translation>没有什么妨碍重叠。</translation>
    </message>
    <message>
        <source>Show fewer</source>
        <translation>收起</translation>
    </message>
    <message numerus="yes">
        <source>%n more that are not at play</source>
        <translation>
            <numerusform>另有 %n 项未出现</numerusform>
        </translation>
    </message>
    <message>
        <source>An upper bound: the time that the cause covers.</source>
        <translation>上限：该原因覆盖的时间。</translation>
    </message>
    <message>
        <source>Show me</source>
        <translation>带我看</translation>
    </message>
    <message>
        <source>Try: %1</source>
        <translation>试试：%1</translation>
    </message>
    <message>
        <source>Try it: %1</source>
        <translation>试一试：%1</translation>
    </message>
    <message>
        <source>In a new layout</source>
        <translation>在新的布局中</translation>
    </message>
    <message>
        <source>Looking for causes…</source>
        <translation>正在寻找原因……</translation>
    </message>
    <message numerus="yes">
        <source>%n more that cannot be told</source>
        <translation>
            <numerusform>另有 %n 项无法判断</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n more not at play</source>
        <translation>
            <numerusform>另有 %n 项未出现</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n that cannot be told</source>
        <translation>
            <numerusform>%n 项无法判断</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>streamscope::ui::HelpPage</name>
    <message>
        <source>Streamscope</source>
        <translation>Streamscope</translation>
    </message>
    <message>
        <source>One row of pictures for each way to run the same work. Left: what runs, and where. Middle: the verdict, the timelines, the charts. Right: what happened.</source>
        <translation>同样的工作，每种运行方式一行图。左侧：运行什么、在哪里运行。中间：结论、时间线和图表。右侧：发生了什么。</translation>
    </message>
    <message>
        <source>The host row says what the CPU does; each stream has a row of its own; overlapping bars are work done at the same time. Colour and pattern say what kind of operation it is.</source>
        <translation>“主机”行表示 CPU 在做什么；每个流各占一行；重叠的条表示同时进行的工作。颜色和花纹表示操作的种类。</translation>
    </message>
    <message>
        <source>In the timelines</source>
        <translation>在时间线中</translation>
    </message>
    <message>
        <source>Wheel</source>
        <translation>滚轮</translation>
    </message>
    <message>
        <source>zoom at the pointer</source>
        <translation>以指针处为中心缩放</translation>
    </message>
    <message>
        <source>Drag</source>
        <translation>拖动</translation>
    </message>
    <message>
        <source>pan</source>
        <translation>平移</translation>
    </message>
    <message>
        <source>Shift and drag</source>
        <translation>按住 Shift 拖动</translation>
    </message>
    <message>
        <source>select a stretch</source>
        <translation>选取一段时间</translation>
    </message>
    <message>
        <source>Double click</source>
        <translation>双击</translation>
    </message>
    <message>
        <source>fit the slice, or everything</source>
        <translation>放大到该操作，或显示全部</translation>
    </message>
    <message>
        <source>W A S D, arrows</source>
        <translation>W A S D、方向键</translation>
    </message>
    <message>
        <source>zoom and pan</source>
        <translation>缩放和平移</translation>
    </message>
    <message>
        <source>Tab</source>
        <translation>Tab</translation>
    </message>
    <message>
        <source>next operation of the row</source>
        <translation>该行的下一个操作</translation>
    </message>
    <message>
        <source>F</source>
        <translation>F</translation>
    </message>
    <message>
        <source>find by name</source>
        <translation>按名称查找</translation>
    </message>
    <message>
        <source>M</source>
        <translation>M</translation>
    </message>
    <message>
        <source>measure between two edges</source>
        <translation>测量两个边缘之间的时间</translation>
    </message>
    <message>
        <source>Drag the playhead</source>
        <translation>拖动播放头</translation>
    </message>
    <message>
        <source>scrub through slow motion</source>
        <translation>在慢放中来回移动</translation>
    </message>
    <message>
        <source>Esc</source>
        <translation>Esc</translation>
    </message>
    <message>
        <source>clear</source>
        <translation>清除</translation>
    </message>
    <message>
        <source>Help and shortcuts</source>
        <translation>帮助与快捷键</translation>
    </message>
</context>
<context>
    <name>streamscope::ui::Inspector</name>
    <message numerus="yes">
        <source>%n byte(s)</source>
        <translation>
            <numerusform>%n 字节</numerusform>
        </translation>
    </message>
    <message>
        <source>pinned</source>
        <translation>锁页</translation>
    </message>
    <message>
        <source>pageable</source>
        <translation>可分页</translation>
    </message>
    <message>
        <source>device</source>
        <translation>设备</translation>
    </message>
    <message>
        <source>unknown</source>
        <translation>未知</translation>
    </message>
    <message>
        <source>grid × block</source>
        <translation>网格 × 线程块</translation>
    </message>
    <message>
        <source>registers, shared</source>
        <translation>寄存器，共享内存</translation>
    </message>
    <message>
        <source>bytes</source>
        <translation>字节数</translation>
    </message>
    <message>
        <source>rate</source>
        <translation>速率</translation>
    </message>
    <message>
        <source>memory</source>
        <translation>内存</translation>
    </message>
    <message>
        <source>arithmetic</source>
        <translation>运算</translation>
    </message>
    <message>
        <source>device memory</source>
        <translation>显存</translation>
    </message>
    <message>
        <source>name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>kind</source>
        <translation>种类</translation>
    </message>
    <message>
        <source>stream</source>
        <translation>流</translation>
    </message>
    <message>
        <source>row</source>
        <translation>行</translation>
    </message>
    <message>
        <source>branch</source>
        <translation>分支</translation>
    </message>
    <message>
        <source>submitted</source>
        <translation>提交</translation>
    </message>
    <message>
        <source>%1 earlier</source>
        <translation>提前 %1</translation>
    </message>
    <message>
        <source>Click an operation to see what is known of it.</source>
        <translation>点击一个操作，查看它的信息。</translation>
    </message>
    <message>
        <source>resident warps</source>
        <translation>驻留线程束</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1%</translation>
    </message>
    <message>
        <source>start</source>
        <translation>开始</translation>
    </message>
    <message>
        <source>duration</source>
        <translation>时长</translation>
    </message>
</context>
<context>
    <name>streamscope::ui::KindNames</name>
    <message>
        <source>matrix product</source>
        <translation>矩阵乘</translation>
    </message>
    <message>
        <source>reduction</source>
        <translation>归约</translation>
    </message>
    <message>
        <source>element-wise</source>
        <translation>逐元素</translation>
    </message>
    <message>
        <source>other kernel</source>
        <translation>其他核函数</translation>
    </message>
    <message>
        <source>copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>memset</source>
        <translation>memset</translation>
    </message>
    <message>
        <source>event</source>
        <translation>事件</translation>
    </message>
    <message>
        <source>host function</source>
        <translation>主机函数</translation>
    </message>
    <message>
        <source>thread block</source>
        <translation>线程块</translation>
    </message>
    <message>
        <source>submitting</source>
        <translation>正在提交</translation>
    </message>
    <message>
        <source>working</source>
        <translation>正在计算</translation>
    </message>
    <message>
        <source>waiting in synchronize</source>
        <translation>在同步中等待</translation>
    </message>
    <message>
        <source>annotation</source>
        <translation>标注</translation>
    </message>
    <message>
        <source>profiler overhead</source>
        <translation>分析器开销</translation>
    </message>
    <message>
        <source>other</source>
        <translation>其他</translation>
    </message>
    <message>
        <source>copy, host to device</source>
        <translation>复制，主机到设备</translation>
    </message>
    <message>
        <source>copy, device to host</source>
        <translation>复制，设备到主机</translation>
    </message>
    <message>
        <source>copy, device to device</source>
        <translation>复制，设备到设备</translation>
    </message>
    <message>
        <source>event record</source>
        <translation>事件记录</translation>
    </message>
    <message>
        <source>event wait</source>
        <translation>事件等待</translation>
    </message>
    <message>
        <source>API call</source>
        <translation>API 调用</translation>
    </message>
    <message>
        <source>CPU operator</source>
        <translation>CPU 算子</translation>
    </message>
</context>
<context>
    <name>streamscope::ui::LayoutEditor</name>
    <message>
        <source>add a stream</source>
        <translation>添加流</translation>
    </message>
    <message>
        <source>remove a stream</source>
        <translation>删除流</translation>
    </message>
    <message>
        <source>add a layout</source>
        <translation>添加布局</translation>
    </message>
    <message>
        <source>remove a layout</source>
        <translation>删除布局</translation>
    </message>
    <message>
        <source>Layout</source>
        <translation>布局</translation>
    </message>
    <message>
        <source>Streams and their branches</source>
        <translation>流及其分支</translation>
    </message>
    <message>
        <source>Drag a branch to another stream</source>
        <translation>把分支拖到另一个流</translation>
    </message>
    <message>
        <source>move a branch</source>
        <translation>移动分支</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>rename a layout</source>
        <translation>重命名布局</translation>
    </message>
    <message>
        <source>Default stream</source>
        <translation>默认流</translation>
    </message>
    <message>
        <source>blocks this stream</source>
        <translation>会阻塞此流</translation>
    </message>
    <message>
        <source>does not block it</source>
        <translation>不阻塞此流</translation>
    </message>
    <message>
        <source>Priority</source>
        <translation>优先级</translation>
    </message>
    <message>
        <source>Thread</source>
        <translation>线程</translation>
    </message>
    <message>
        <source>Runs on</source>
        <translation>运行于</translation>
    </message>
    <message>
        <source>rename a stream</source>
        <translation>重命名流</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>添加</translation>
    </message>
    <message>
        <source>Add a stream, or a copy of this layout</source>
        <translation>添加一个流，或此布局的副本</translation>
    </message>
    <message>
        <source>Remove the selected stream, or this layout</source>
        <translation>移除选中的流，或此布局</translation>
    </message>
    <message>
        <source>stream</source>
        <translation>流</translation>
    </message>
    <message>
        <source>copy of this layout</source>
        <translation>此布局的副本</translation>
    </message>
    <message>
        <source>The default stream is here because a branch is assigned to it.</source>
        <translation>默认流出现在这里，因为有分支分配给它。</translation>
    </message>
    <message>
        <source>How many</source>
        <translation>数量</translation>
    </message>
    <message>
        <source>0, the least</source>
        <translation>0（最低）</translation>
    </message>
    <message>
        <source>dealt in turn</source>
        <translation>轮流分配</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>设备</translation>
    </message>
    <message>
        <source>One of several. A change writes each of them out, so that this one differs.</source>
        <translation>同类流中的一个。修改时会将它们逐一写出，使这一个与其他不同。</translation>
    </message>
    <message>
        <source>Process</source>
        <translation>进程</translation>
    </message>
</context>
<context>
    <name>streamscope::ui::LayoutList</name>
    <message>
        <source>Explain this one</source>
        <translation>解释这一个</translation>
    </message>
    <message>
        <source>Show only this one</source>
        <translation>只显示这一个</translation>
    </message>
    <message>
        <source>Edit…</source>
        <translation>编辑…</translation>
    </message>
    <message>
        <source>Duplicate</source>
        <translation>复制一份</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>Keep this run</source>
        <translation>保留此次运行</translation>
    </message>
</context>
<context>
    <name>streamscope::ui::LayoutRowWidget</name>
    <message>
        <source>shown</source>
        <translation>已显示</translation>
    </message>
    <message>
        <source>hidden</source>
        <translation>已隐藏</translation>
    </message>
    <message>
        <source>earlier result: %1</source>
        <translation>较早的结果：%1</translation>
    </message>
</context>
<context>
    <name>streamscope::ui::MainWindow</name>
    <message>
        <source>Recorded on hardware</source>
        <translation>在硬件上的记录</translation>
    </message>
    <message>
        <source>Open a trace beside</source>
        <translation>并排打开跟踪</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>打开</translation>
    </message>
    <message>
        <source>Experiments and traces (*.json *.json.gz *.jsonl *.sqlite)</source>
        <translation>实验和跟踪 (*.json *.json.gz *.jsonl *.sqlite)</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>所有文件 (*)</translation>
    </message>
    <message>
        <source>Save the experiment</source>
        <translation>保存实验</translation>
    </message>
    <message>
        <source>Experiments (*.streamscope.json)</source>
        <translation>实验 (*.streamscope.json)</translation>
    </message>
    <message>
        <source>Saved as %1.</source>
        <translation>已保存为 %1。</translation>
    </message>
    <message>
        <source>Unsaved changes</source>
        <translation>未保存的更改</translation>
    </message>
    <message>
        <source>“%1” has changes that are not saved.</source>
        <translation>“%1”有未保存的更改。</translation>
    </message>
    <message>
        <source>Export a picture</source>
        <translation>导出图片</translation>
    </message>
    <message>
        <source>Pictures (*.svg *.pdf *.png)</source>
        <translation>图片 (*.svg *.pdf *.png)</translation>
    </message>
    <message>
        <source>Export numbers</source>
        <translation>导出数据</translation>
    </message>
    <message>
        <source>Numbers (*.csv)</source>
        <translation>数据 (*.csv)</translation>
    </message>
    <message>
        <source>Save the trace of “%1”</source>
        <translation>保存“%1”的跟踪</translation>
    </message>
    <message>
        <source>Traces (*.json *.json.gz *.csv)</source>
        <translation>跟踪 (*.json *.json.gz *.csv)</translation>
    </message>
    <message>
        <source>The table of slices is on the clipboard.</source>
        <translation>操作表已复制到剪贴板。</translation>
    </message>
    <message>
        <source>The lines that record a PyTorch program are on the clipboard.</source>
        <translation>记录 PyTorch 程序的代码已复制到剪贴板。</translation>
    </message>
    <message>
        <source>Where the runner is</source>
        <translation>运行器的位置</translation>
    </message>
    <message>
        <source>A command that goes before the runner&apos;s own, such as “ssh gpubox” or “srun --gres=gpu:1”. Empty: this machine.</source>
        <translation>放在运行器命令之前的命令，例如“ssh gpubox”或“srun --gres=gpu:1”。留空：本机。</translation>
    </message>
    <message>
        <source>About Streamscope</source>
        <translation>关于 Streamscope</translation>
    </message>
    <message>
        <source>An oscilloscope for GPU streams. The application is free software under the GNU GPL, version 3 or later; its core is under the Apache License 2.0.</source>
        <translation>GPU 流的示波器。本应用程序是自由软件，采用 GNU GPL 第 3 版或更高版本；其核心采用 Apache 许可证 2.0。</translation>
    </message>
    <message>
        <source>Experiment</source>
        <translation>实验</translation>
    </message>
    <message>
        <source>What happened</source>
        <translation>发生了什么</translation>
    </message>
    <message>
        <source>Editor</source>
        <translation>编辑器</translation>
    </message>
    <message>
        <source>Table of slices</source>
        <translation>操作表</translation>
    </message>
    <message>
        <source>Edit</source>
        <translation>编辑</translation>
    </message>
    <message>
        <source>try what a finding advises</source>
        <translation>按建议试一试</translation>
    </message>
    <message>
        <source>%1 on %2 (recorded)</source>
        <translation>%1，%2（记录）</translation>
    </message>
    <message>
        <source>At “%1”</source>
        <translation>按“%1”</translation>
    </message>
    <message>
        <source>Align all timelines at “%1”</source>
        <translation>把所有时间线按“%1”对齐</translation>
    </message>
    <message>
        <source>Start this timeline here</source>
        <translation>此时间线从这里开始</translation>
    </message>
    <message>
        <source>Saving %1…</source>
        <translation>正在保存 %1…</translation>
    </message>
    <message>
        <source>stretch</source>
        <translation>选中区间</translation>
    </message>
    <message>
        <source>operations</source>
        <translation>操作</translation>
    </message>
    <message>
        <source>their times together</source>
        <translation>时间合计</translation>
    </message>
    <message>
        <source>GPU busy</source>
        <translation>GPU 忙碌</translation>
    </message>
    <message>
        <source>%1 · %2 %</source>
        <translation>%1 · %2%</translation>
    </message>
    <message>
        <source>host waiting</source>
        <translation>主机等待</translation>
    </message>
    <message>
        <source>&amp;Undo: %1</source>
        <translation>撤销(&amp;U)：%1</translation>
    </message>
    <message>
        <source>&amp;Undo</source>
        <translation>撤销(&amp;U)</translation>
    </message>
    <message>
        <source>&amp;Redo: %1</source>
        <translation>重做(&amp;R)：%1</translation>
    </message>
    <message>
        <source>&amp;Redo</source>
        <translation>重做(&amp;R)</translation>
    </message>
    <message>
        <source>CUDA graph</source>
        <translation>CUDA 图</translation>
    </message>
    <message>
        <source>per-thread default stream</source>
        <translation>每线程默认流</translation>
    </message>
    <message>
        <source>pinned memory</source>
        <translation>锁页内存</translation>
    </message>
    <message>
        <source>32 hardware queues</source>
        <translation>32 个硬件队列</translation>
    </message>
    <message>
        <source>breadth-first</source>
        <translation>广度优先</translation>
    </message>
    <message>
        <source>a stream for each branch</source>
        <translation>每个分支一个流</translation>
    </message>
    <message>
        <source>Streams</source>
        <translation>流</translation>
    </message>
    <message>
        <source>That cannot be the time of this work.</source>
        <translation>这不可能是这份工作的用时。</translation>
    </message>
    <message>
        <source>A time above zero is expected here.</source>
        <translation>此处应为大于零的时间。</translation>
    </message>
    <message>
        <source>All timelines, as one trace</source>
        <translation>所有时间线，作为一个跟踪</translation>
    </message>
    <message>
        <source>One experiment lies on the bench at a time: %1 is left out.</source>
        <translation>一次只能打开一个实验：未打开 %1。</translation>
    </message>
    <message>
        <source>Cancelled: %1 is not saved.</source>
        <translation>已取消：未保存 %1。</translation>
    </message>
    <message>
        <source>The window closes as soon as the file is saved.</source>
        <translation>文件保存完毕后窗口会自动关闭。</translation>
    </message>
    <message>
        <source>streams in a CUDA graph</source>
        <translation>CUDA 图中的多个流</translation>
    </message>
</context>
<context>
    <name>streamscope::ui::MessageBar</name>
    <message>
        <source>Dismiss</source>
        <translation>关闭</translation>
    </message>
</context>
<context>
    <name>streamscope::ui::OutlineEditor</name>
    <message>
        <source>Move up</source>
        <translation>上移</translation>
    </message>
    <message>
        <source>Move down</source>
        <translation>下移</translation>
    </message>
    <message>
        <source>move an entry</source>
        <translation>移动一项</translation>
    </message>
</context>
<context>
    <name>streamscope::ui::ParameterSlider</name>
    <message>
        <source>Double-click to type a value</source>
        <translation>双击以输入数值</translation>
    </message>
</context>
<context>
    <name>streamscope::ui::ProgressLine</name>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1%</translation>
    </message>
    <message numerus="yes">
        <source>%n second(s) left</source>
        <translation>
            <numerusform>还剩 %n 秒</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>streamscope::ui::SliceTable</name>
    <message>
        <source>Table of slices</source>
        <translation>操作表</translation>
    </message>
</context>
<context>
    <name>streamscope::ui::SliceTableModel</name>
    <message>
        <source>name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>row</source>
        <translation>行</translation>
    </message>
    <message>
        <source>kind</source>
        <translation>种类</translation>
    </message>
    <message>
        <source>start</source>
        <translation>开始</translation>
    </message>
    <message>
        <source>duration</source>
        <translation>时长</translation>
    </message>
    <message>
        <source>grid</source>
        <translation>网格</translation>
    </message>
    <message>
        <source>block</source>
        <translation>线程块</translation>
    </message>
    <message>
        <source>registers</source>
        <translation>寄存器</translation>
    </message>
    <message>
        <source>shared memory</source>
        <translation>共享内存</translation>
    </message>
    <message>
        <source>bytes</source>
        <translation>字节数</translation>
    </message>
    <message>
        <source>correlation</source>
        <translation>关联号</translation>
    </message>
</context>
<context>
    <name>streamscope::ui::SliceText</name>
    <message>
        <source>name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>kind</source>
        <translation>种类</translation>
    </message>
    <message>
        <source>stream</source>
        <translation>流</translation>
    </message>
    <message>
        <source>row</source>
        <translation>行</translation>
    </message>
    <message>
        <source>start</source>
        <translation>开始</translation>
    </message>
    <message>
        <source>duration</source>
        <translation>时长</translation>
    </message>
    <message>
        <source>branch</source>
        <translation>分支</translation>
    </message>
    <message>
        <source>grid × block</source>
        <translation>网格 × 线程块</translation>
    </message>
    <message>
        <source>registers a thread</source>
        <translation>每线程寄存器</translation>
    </message>
    <message>
        <source>shared memory</source>
        <translation>共享内存</translation>
    </message>
    <message>
        <source>bytes</source>
        <translation>字节数</translation>
    </message>
    <message>
        <source>rate</source>
        <translation>速率</translation>
    </message>
    <message>
        <source>%1 on %2, starts at %3, takes %4</source>
        <translation>%1，位于 %2，开始于 %3，用时 %4</translation>
    </message>
</context>
<context>
    <name>streamscope::ui::StreamTree</name>
    <message>
        <source>default stream</source>
        <translation>默认流</translation>
    </message>
</context>
<context>
    <name>streamscope::ui::TimelinePainter</name>
    <message>
        <source>measured just now</source>
        <translation>刚刚测得</translation>
    </message>
    <message>
        <source>recorded</source>
        <translation>记录</translation>
    </message>
    <message>
        <source>simulated, checked on hardware</source>
        <translation>模拟，模型已经硬件核对</translation>
    </message>
    <message>
        <source>simulated from a datasheet, unchecked</source>
        <translation>按数据手册模拟，未经核对</translation>
    </message>
    <message>
        <source>simulated, checked</source>
        <translation>模拟，已核对</translation>
    </message>
    <message>
        <source>simulated, unchecked</source>
        <translation>模拟，未核对</translation>
    </message>
</context>
<context>
    <name>streamscope::ui::TimelineRows</name>
    <message>
        <source>host</source>
        <translation>主机</translation>
    </message>
    <message>
        <source>SMs</source>
        <translation>SM</translation>
    </message>
    <message>
        <source>CPU free after %1, GPU done after %2</source>
        <translation>CPU 在 %1 后空闲，GPU 在 %2 后完成</translation>
    </message>
    <message>
        <source>%1 · process %2</source>
        <translation>%1 · 进程 %2</translation>
    </message>
</context>
<context>
    <name>streamscope::ui::TimelineView</name>
    <message>
        <source>Timelines</source>
        <translation>时间线</translation>
    </message>
    <message>
        <source>%1 % of the SMs have work (estimated from the grids)</source>
        <translation>%1% 的 SM 有工作（按网格估计）</translation>
    </message>
    <message>
        <source>%1 % of the SMs have work</source>
        <translation>%1% 的 SM 有工作</translation>
    </message>
    <message>
        <source>Zoom to this slice</source>
        <translation>放大到此操作</translation>
    </message>
    <message>
        <source>Show all of the time</source>
        <translation>显示全部时间</translation>
    </message>
    <message>
        <source>Undo zoom</source>
        <translation>撤销缩放</translation>
    </message>
    <message>
        <source>Measure</source>
        <translation>测量</translation>
    </message>
    <message>
        <source>Hide row “%1”</source>
        <translation>隐藏行“%1”</translation>
    </message>
    <message>
        <source>Show all rows</source>
        <translation>显示所有行</translation>
    </message>
    <message>
        <source>Taller rows</source>
        <translation>加高各行</translation>
    </message>
    <message>
        <source>Flatter rows</source>
        <translation>压低各行</translation>
    </message>
    <message>
        <source>Filter rows…</source>
        <translation>筛选行…</translation>
    </message>
    <message>
        <source>%1: %2 (%3 to %4 in all)</source>
        <translation>%1：%2（全程 %3 至 %4）</translation>
    </message>
</context>
<context>
    <name>streamscope::ui::TopBar</name>
    <message>
        <source>%1 · simulated</source>
        <translation>%1 · 模拟</translation>
    </message>
    <message>
        <source>%1 · recorded</source>
        <translation>%1 · 记录</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 s</translation>
    </message>
    <message>
        <source>Tool bar</source>
        <translation>工具栏</translation>
    </message>
    <message>
        <source>Menu</source>
        <translation>菜单</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>设备</translation>
    </message>
    <message>
        <source>Choose an experiment or a recording</source>
        <translation>选择实验或记录</translation>
    </message>
    <message>
        <source>Experiment</source>
        <translation>实验</translation>
    </message>
    <message>
        <source>plays in</source>
        <translation>播放时长</translation>
    </message>
    <message>
        <source>Length of slow motion in seconds</source>
        <translation>慢放的秒数</translation>
    </message>
    <message>
        <source>How long slow motion takes</source>
        <translation>慢放用多长时间</translation>
    </message>
    <message>
        <source>Recorded: %1</source>
        <translation>记录：%1</translation>
    </message>
    <message>
        <source>GPUs</source>
        <translation>GPU</translation>
    </message>
    <message>
        <source>Models of GPUs</source>
        <translation>GPU 模型</translation>
    </message>
    <message>
        <source>Recordings</source>
        <translation>记录</translation>
    </message>
    <message>
        <source>Recordings of “%1”</source>
        <translation>“%1”的记录</translation>
    </message>
    <message>
        <source>Show “%1”</source>
        <translation>显示“%1”</translation>
    </message>
</context>
<context>
    <name>streamscope::ui::TraceOpener</name>
    <message>
        <source>standard input</source>
        <translation>标准输入</translation>
    </message>
</context>
<context>
    <name>streamscope::ui::TrackNames</name>
    <message>
        <source>default stream</source>
        <translation>默认流</translation>
    </message>
    <message>
        <source>stream</source>
        <translation>流</translation>
    </message>
    <message>
        <source>stream %1</source>
        <translation>流 %1</translation>
    </message>
    <message>
        <source>thread %1</source>
        <translation>线程 %1</translation>
    </message>
    <message>
        <source>host to device</source>
        <translation>主机到设备</translation>
    </message>
    <message>
        <source>device to host</source>
        <translation>设备到主机</translation>
    </message>
    <message>
        <source>device to device</source>
        <translation>设备内部</translation>
    </message>
    <message>
        <source>annotations · %1</source>
        <translation>标注 · %1</translation>
    </message>
    <message>
        <source>profiler · %1</source>
        <translation>分析器 · %1</translation>
    </message>
    <message>
        <source>marks · %1</source>
        <translation>标记 · %1</translation>
    </message>
    <message>
        <source>ranges · %1</source>
        <translation>区间 · %1</translation>
    </message>
    <message>
        <source>rank %1</source>
        <translation>rank %1</translation>
    </message>
    <message>
        <source>GPU %1</source>
        <translation>GPU %1</translation>
    </message>
    <message>
        <source>context %1</source>
        <translation>上下文 %1</translation>
    </message>
    <message>
        <source>synchronisation · %1</source>
        <translation>同步 · %1</translation>
    </message>
    <message>
        <source>process %1</source>
        <translation>进程 %1</translation>
    </message>
    <message>
        <source>default stream %1</source>
        <translation>默认流 %1</translation>
    </message>
</context>
<context>
    <name>streamscope::ui::WorkEditor</name>
    <message>
        <source>add a branch</source>
        <translation>添加分支</translation>
    </message>
    <message>
        <source>add an operation</source>
        <translation>添加操作</translation>
    </message>
    <message>
        <source>remove a branch</source>
        <translation>删除分支</translation>
    </message>
    <message>
        <source>remove an operation</source>
        <translation>删除操作</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>rename a branch</source>
        <translation>重命名分支</translation>
    </message>
    <message>
        <source>Copies</source>
        <translation>份数</translation>
    </message>
    <message>
        <source>After</source>
        <translation>先行分支</translation>
    </message>
    <message>
        <source>Label</source>
        <translation>标签</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>添加</translation>
    </message>
    <message>
        <source>Add an operation after the selected one, a branch, a parameter or a buffer</source>
        <translation>在选中项之后添加操作，或添加分支、参数、缓冲区</translation>
    </message>
    <message>
        <source>Remove what is selected</source>
        <translation>移除选中项</translation>
    </message>
    <message>
        <source>Parameters, buffers, branches and their operations</source>
        <translation>参数、缓冲区、分支及其操作</translation>
    </message>
    <message>
        <source>Parameters</source>
        <translation>参数</translation>
    </message>
    <message>
        <source>Buffers</source>
        <translation>缓冲区</translation>
    </message>
    <message>
        <source>branch</source>
        <translation>分支</translation>
    </message>
    <message>
        <source>parameter</source>
        <translation>参数</translation>
    </message>
    <message>
        <source>buffer</source>
        <translation>缓冲区</translation>
    </message>
    <message>
        <source>add a parameter</source>
        <translation>添加参数</translation>
    </message>
    <message>
        <source>add a buffer</source>
        <translation>添加缓冲区</translation>
    </message>
    <message>
        <source>remove a parameter</source>
        <translation>移除参数</translation>
    </message>
    <message>
        <source>remove a buffer</source>
        <translation>移除缓冲区</translation>
    </message>
    <message>
        <source>Numbers that sliders change. Any number of the experiment may be an expression in them.</source>
        <translation>由滑块改变的数。实验中的任何数都可以写成含有它们的表达式。</translation>
    </message>
    <message>
        <source>Each has a side on the host and one on the device. Operations that name none get one of their own.</source>
        <translation>每个缓冲区在主机和设备上各有一份。未指定缓冲区的操作使用自有的缓冲区。</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>标题</translation>
    </message>
    <message>
        <source>its name</source>
        <translation>其名称</translation>
    </message>
    <message>
        <source>What to look for</source>
        <translation>看点</translation>
    </message>
    <message>
        <source>rename a parameter</source>
        <translation>重命名参数</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>值</translation>
    </message>
    <message>
        <source>Least</source>
        <translation>最小</translation>
    </message>
    <message>
        <source>Most</source>
        <translation>最大</translation>
    </message>
    <message>
        <source>Slider</source>
        <translation>滑块</translation>
    </message>
    <message>
        <source>linear</source>
        <translation>线性</translation>
    </message>
    <message>
        <source>logarithmic</source>
        <translation>对数</translation>
    </message>
    <message>
        <source>Unit</source>
        <translation>单位</translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>rename a buffer</source>
        <translation>重命名缓冲区</translation>
    </message>
    <message>
        <source>nothing: it starts at once</source>
        <translation>无：立即开始</translation>
    </message>
</context>
<context>
    <name>streamscope::ui::WorkPanel</name>
    <message>
        <source>Layouts</source>
        <translation>布局</translation>
    </message>
    <message>
        <source>Parameters</source>
        <translation>参数</translation>
    </message>
    <message>
        <source>+ add a layout</source>
        <translation>+ 添加布局</translation>
    </message>
    <message>
        <source>Copy recording snippet</source>
        <translation>复制记录代码</translation>
    </message>
    <message>
        <source>Time without the profiler, ms</source>
        <translation>不使用分析器时的时间，ms</translation>
    </message>
    <message>
        <source>not known</source>
        <translation>未知</translation>
    </message>
    <message>
        <source>Traces</source>
        <translation>跟踪</translation>
    </message>
</context>
<context>
    <name>streamscope::ui::lines</name>
    <message>
        <source>Measured just now on %1, medians of %2.</source>
        <translation>刚刚在 %1 上测得，%2 次的中位数。</translation>
    </message>
    <message>
        <source>Recorded on %1, medians of %2.</source>
        <translation>在 %1 上记录，%2 次的中位数。</translation>
    </message>
    <message>
        <source>Recorded on %1.</source>
        <translation>在 %1 上记录。</translation>
    </message>
    <message>
        <source>Open an experiment or a trace.</source>
        <translation>打开一个实验或跟踪。</translation>
    </message>
    <message>
        <source>Press Run.</source>
        <translation>请按“运行”。</translation>
    </message>
    <message>
        <source>measured just now on %1</source>
        <translation>刚刚在 %1 上测得</translation>
    </message>
    <message>
        <source>recorded</source>
        <translation>记录</translation>
    </message>
    <message>
        <source>recorded on %1</source>
        <translation>在 %1 上记录</translation>
    </message>
    <message>
        <source>simulated %1, checked on hardware, median error %2 %</source>
        <translation>模拟 %1，已经硬件核对，中位误差 %2%</translation>
    </message>
    <message>
        <source>pictures from the traced run, numbers from unprofiled runs</source>
        <translation>图来自跟踪运行，数字来自无跟踪运行</translation>
    </message>
    <message>
        <source>no lost records</source>
        <translation>无丢失记录</translation>
    </message>
    <message>
        <source>the file is cut off</source>
        <translation>文件不完整</translation>
    </message>
    <message numerus="yes">
        <source>%n lost record(s)</source>
        <translation>
            <numerusform>丢失 %n 条记录</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n malformed record(s)</source>
        <translation>
            <numerusform>%n 条记录格式错误</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n operation(s) start before their launch</source>
        <translation>
            <numerusform>%n 个操作早于其启动调用</numerusform>
        </translation>
    </message>
    <message>
        <source>the profiler serialised the kernels</source>
        <translation>分析器使核函数串行执行</translation>
    </message>
    <message>
        <source>running…</source>
        <translation>正在运行…</translation>
    </message>
    <message>
        <source>%1 while traced</source>
        <translation>跟踪时 %1</translation>
    </message>
    <message>
        <source>measured just now</source>
        <translation>刚刚测得</translation>
    </message>
    <message>
        <source>simulated, checked, median error %1 %</source>
        <translation>模拟，已核对，中位误差 %1%</translation>
    </message>
    <message>
        <source>simulated, unchecked</source>
        <translation>模拟，未核对</translation>
    </message>
    <message>
        <source>simulated %1, the profile was never checked on hardware</source>
        <translation>模拟 %1，所用配置从未在硬件上核对</translation>
    </message>
    <message>
        <source>at the same time</source>
        <translation>时刻相同</translation>
    </message>
    <message>
        <source>%1 later</source>
        <translation>晚 %1</translation>
    </message>
    <message>
        <source>%1 earlier</source>
        <translation>早 %1</translation>
    </message>
    <message>
        <source>“%1” starts %3 and ends %4, set against “%2”.</source>
        <translation>与“%2”相比，“%1”的开始%3，结束%4。</translation>
    </message>
    <message>
        <source>“%1” is the last to end, %2 after “%3”, the first.</source>
        <translation>“%1”最后结束，比最先结束的“%3”晚 %2。</translation>
    </message>
    <message>
        <source>No measurable difference: “%1” takes %2 the time of “%3”, and less than %4 % cannot be told from none.</source>
        <translation>没有可测的差别：“%1”的时间是“%3”的 %2，小于 %4% 的差别无法与没有差别区分。</translation>
    </message>
    <message>
        <source>At “%1”: %2</source>
        <translation>“%1”处：%2</translation>
    </message>
    <message>
        <source>Aligned by the wall clock of the recordings.</source>
        <translation>按记录的墙上时钟对齐。</translation>
    </message>
    <message>
        <source>Times without a profiler.</source>
        <translation>不带分析器的时间。</translation>
    </message>
    <message>
        <source>Times while traced; what the profiler adds is among them.</source>
        <translation>跟踪时的时间，包含分析器的开销。</translation>
    </message>
    <message>
        <source>Of different devices: %1.</source>
        <translation>来自不同的设备：%1。</translation>
    </message>
    <message>
        <source>One at least is simulated.</source>
        <translation>其中至少一个是模拟的。</translation>
    </message>
    <message>
        <source>“%1” is %2 as fast as “%3”: %4.</source>
        <translation>“%1”的速度是“%3”的 %2：%4。</translation>
    </message>
    <message>
        <source>“%1” takes %2 the time of “%3”: %4.</source>
        <translation>“%1”的时间是“%3”的 %2：%4。</translation>
    </message>
    <message>
        <source>Reading “%1”…</source>
        <translation>正在读取“%1”…</translation>
    </message>
    <message>
        <source>still arriving…</source>
        <translation>仍在到达…</translation>
    </message>
    <message>
        <source>Nothing to show: the run came to nothing.</source>
        <translation>没有可显示的内容：运行没有得到结果。</translation>
    </message>
    <message>
        <source>The run broke off: this is what had arrived.</source>
        <translation>运行中断：图中是此前已到达的部分。</translation>
    </message>
    <message>
        <source>simulated, checked</source>
        <translation>模拟，已核对</translation>
    </message>
    <message>
        <source>simulated %1, checked on hardware</source>
        <translation>模拟 %1，已经硬件核对</translation>
    </message>
    <message numerus="yes">
        <source>%n record(s) of unknown kind</source>
        <translation>
            <numerusform>%n 条未知类型的记录</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n duplicate(s)</source>
        <translation>
            <numerusform>%n 条重复记录</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n arrow(s) without an end</source>
        <translation>
            <numerusform>%n 个缺一端的箭头</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n host slice(s) that do not nest</source>
        <translation>
            <numerusform>%n 个不嵌套的主机切片</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n overlap(s) within a stream</source>
        <translation>
            <numerusform>%n 处流内重叠</numerusform>
        </translation>
    </message>
    <message>
        <source>The run came to nothing: this is an earlier result.</source>
        <translation>运行没有结果：这是较早的结果。</translation>
    </message>
    <message>
        <source>What is dimmed is an earlier result.</source>
        <translation>变淡的是较早的结果。</translation>
    </message>
    <message>
        <source>measured before</source>
        <translation>先前测得</translation>
    </message>
    <message>
        <source>measured before on %1</source>
        <translation>先前在 %1 上测得</translation>
    </message>
    <message>
        <source>earlier result: %1</source>
        <translation>较早的结果：%1</translation>
    </message>
    <message>
        <source>broke off</source>
        <translation>已中断</translation>
    </message>
    <message>
        <source>The run broke off before anything had run on the GPU.</source>
        <translation>运行中断时 GPU 上还没有任何操作执行。</translation>
    </message>
    <message>
        <source>The length of the annotation that the timelines are aligned at, with the work submitted in it, while traced.</source>
        <translation>时间线所对齐的注解的长度，包括在其中提交的工作，跟踪时所得。</translation>
    </message>
    <message>
        <source>Not all of them were profiled: what the profiler adds is among the times of those that were. Give their times without it to compare like with like.</source>
        <translation>并非全部都经过分析：分析器增加的时间包含在分析过的那些里。给出不使用分析器时的时间，才能同等比较。</translation>
    </message>
</context>
</TS>
