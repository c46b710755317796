<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>streamscope::ui::Actions</name>
    <message>
        <source>&amp;File</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>E&amp;xperiments and recordings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Recent files</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Charts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Panels</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Theme</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;New experiment</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Open…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open a trace &amp;beside…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Clear this list</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Save</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save &amp;as…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save the &amp;trace…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Export a &amp;picture…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Export &amp;numbers…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Undo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Redo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add a &amp;layout</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>R&amp;eset parameters</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Copy table</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy recording &amp;snippet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Stop</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Loop</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Play or pause</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Step &amp;back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Step &amp;forward</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Where the runner &amp;is…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Fit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Zoom &amp;in</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Zoom &amp;out</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Undo &amp;zoom</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Redo z&amp;oom</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fi&amp;nd…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Measure</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show hidden rows</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>P&amp;resentation mode</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show the menu bar</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Full screen</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>As the desktop</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Light</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dark</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Help and shortcuts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;About Streamscope</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>About &amp;Qt</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open the menu</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>streamscope::ui::Bench</name>
    <message numerus="yes">
        <source>%n trace(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Cancelled. What had arrived is kept.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 · simulated</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>streamscope::ui::BranchList</name>
    <message numerus="yes">
        <source>%n ops</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Double-click to edit</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n more</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
</context>
<context>
    <name>streamscope::ui::ChartPanel</name>
    <message>
        <source>not known for these runs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>estimated</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>streamscope::ui::ChartsView</name>
    <message>
        <source>Charts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>kernels at once</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>fp32, share of peak</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>DRAM, share of peak</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>copies, both ways</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>resident warps</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>streamscope::ui::DockTitle</name>
    <message>
        <source>Fold this panel away; the View menu brings it back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fold this panel away</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>streamscope::ui::EditorPanel</name>
    <message>
        <source>remove a layout</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>add a layout</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>streamscope::ui::FindBox</name>
    <message>
        <source>nothing found</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 found</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Find slices by name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Previous (Shift+Enter)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Next (Enter)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close (Esc)</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>streamscope::ui::FindingsPanel</name>
    <message>
        <source>proved</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>likely</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>cannot tell</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not at play</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Run something, or open a trace.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing stood in the way of overlap.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show fewer</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n more that are not at play</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>An upper bound: the time that the cause covers.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show me</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Try it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Try: %1</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>streamscope::ui::HelpPage</name>
    <message>
        <source>Streamscope</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One row of pictures for each way to run the same work. Left: what runs, and where. Middle: the verdict, the timelines, the charts. Right: what happened.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The host row says what the CPU does; each stream has a row of its own; overlapping bars are work done at the same time. Colour and pattern say what kind of operation it is.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In the timelines</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Wheel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>zoom at the pointer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drag</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>pan</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shift and drag</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>select a stretch</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Double click</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>fit the slice, or everything</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>W A S D, arrows</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>zoom and pan</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tab</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>next operation of the row</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>F</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>find by name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>M</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>measure between two edges</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drag the playhead</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>scrub through slow motion</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Esc</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>clear</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Help and shortcuts</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>streamscope::ui::Inspector</name>
    <message numerus="yes">
        <source>%n byte(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>pinned</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>pageable</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>device</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>unknown</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>grid × block</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>registers, shared</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>bytes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>rate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>memory</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>arithmetic</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>device memory</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>kind</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>stream</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>row</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>branch</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>start · duration</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>submitted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 earlier</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Click an operation to see what is known of it.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>streamscope::ui::KindNames</name>
    <message>
        <source>matrix product</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>reduction</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>element-wise</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>other kernel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>copy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>memset</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>event</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>host function</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>thread block</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>submitting</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>working</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>waiting in synchronize</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>annotation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>profiler overhead</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>other</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>copy, host to device</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>copy, device to host</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>copy, device to device</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>event record</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>event wait</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>API call</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>CPU operator</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>streamscope::ui::LayoutEditor</name>
    <message>
        <source>add a stream</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>remove a stream</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>add a layout</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>remove a layout</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Layout</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add a copy of this layout</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove this layout</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stream</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add a stream</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove the selected stream</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Streams and their branches</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drag a branch to another stream</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>move a branch</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>rename a layout</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Host memory</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>pinned</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>pageable</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>host memory</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Launch</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>eager, call by call</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>as a CUDA graph</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Issue order</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>depth-first</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>breadth-first</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Default stream</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>legacy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>per thread</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Threads</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Connections</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the device&apos;s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Framework&apos;s time per call, ns</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>blocks this stream</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>does not block it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Priority</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Thread</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Runs on</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>streamscope::ui::LayoutList</name>
    <message>
        <source>Explain this one</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show only this one</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Edit…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Duplicate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>streamscope::ui::LayoutRowWidget</name>
    <message>
        <source>shown</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>hidden</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>streamscope::ui::MainWindow</name>
    <message>
        <source>Recorded on hardware</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 on an NVIDIA H200, %2 (recorded)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open a trace beside</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Experiments and traces (*.json *.json.gz *.jsonl *.sqlite)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save the experiment</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Experiments (*.streamscope.json)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Saved as %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unsaved changes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“%1” has changes that are not saved.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Export a picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pictures (*.svg *.pdf *.png)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Export numbers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Numbers (*.csv)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save the trace of “%1”</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Traces (*.json *.json.gz *.csv)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The table of slices is on the clipboard.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The lines that record a PyTorch program are on the clipboard.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Where the runner is</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A command that goes before the runner&apos;s own, such as “ssh gpubox” or “srun --gres=gpu:1”. Empty: this machine.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>About Streamscope</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>An oscilloscope for GPU streams. The application is free software under the GNU GPL, version 3 or later; its core is under the Apache License 2.0.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Experiment</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What happened</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Editor</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Table of slices</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Layouts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Parameters</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Selection</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Kinds</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>+ add a layout</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Edit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy recording snippet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Time without the profiler, ms</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not known</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>try what a finding advises</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>streamscope::ui::MessageBar</name>
    <message>
        <source>Dismiss</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>streamscope::ui::ParameterSlider</name>
    <message>
        <source>Double-click to type a value</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>streamscope::ui::ProgressLine</name>
    <message>
        <source>Cancel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n second(s) left</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
</context>
<context>
    <name>streamscope::ui::SliceTable</name>
    <message>
        <source>Table of slices</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>streamscope::ui::SliceTableModel</name>
    <message>
        <source>name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>row</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>kind</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>start</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>duration</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>streamscope::ui::SliceText</name>
    <message>
        <source>name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>kind</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>stream</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>row</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>start</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>duration</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>branch</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>grid × block</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>registers a thread</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>shared memory</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>bytes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>rate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 on %2, starts at %3, takes %4</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>streamscope::ui::StreamTree</name>
    <message>
        <source>default stream</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>streamscope::ui::TimelinePainter</name>
    <message>
        <source>measured just now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>recorded</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>simulated, checked on hardware</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>simulated from a datasheet, unchecked</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>streamscope::ui::TimelineRows</name>
    <message>
        <source>host</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>default stream</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>SMs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>CPU free after %1, GPU done after %2</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>streamscope::ui::TimelineView</name>
    <message>
        <source>Timelines</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 % of the SMs have work (estimated from the grids)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 % of the SMs have work</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Zoom to this slice</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show all of the time</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Undo zoom</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Measure</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hide row “%1”</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show all rows</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Taller rows</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Flatter rows</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>streamscope::ui::TopBar</name>
    <message>
        <source>%1 · simulated</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 · recorded</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tool bar</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Menu (F10)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Menu</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Device</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose an experiment or a recording</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Experiment</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>plays in</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Length of slow motion in seconds</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How long slow motion takes</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>streamscope::ui::WorkEditor</name>
    <message>
        <source>kernel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>copy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>record event</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>wait for event</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>host function</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>CPU work</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>synchronize</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>allocate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>free</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>repeat</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>add a branch</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Branch</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add a branch</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Operation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add an operation after the selected one</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove the selected branch or operation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Move up</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Move down</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Branches and operations</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>add an operation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>remove a branch</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>remove an operation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>move</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>rename a branch</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copies</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>After</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>nothing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Kernel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>another kernel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reads</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>buffers of its own</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Writes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>From</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>To</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Event</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Time, ns</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Waits for</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Count</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Buffer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>one of its own</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bytes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the whole buffer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Label</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>streamscope::ui::lines</name>
    <message>
        <source>Measured just now on %1, medians of %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Recorded on %1, medians of %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Recorded on %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Simulated: %1, model checked on hardware, ± %2 %.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Simulated: %1, from a profile that was never checked on hardware.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Eager, the host submits an operation every %1; the GPU needs %2 for one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open an experiment or a trace.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Press Run.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>measured just now on %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>recorded</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>recorded on %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>simulated %1, checked on hardware, ± %2 %</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>simulated %1, profile unchecked</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>pictures from the traced run, numbers from unprofiled runs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no lost records</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the file is cut off</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n lost record(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n malformed record(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n operation(s) start before their launch</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>the profiler serialised the kernels</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>running…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 while traced</source>
        <translation type="unfinished"></translation>
    </message>
</context>
</TS>
