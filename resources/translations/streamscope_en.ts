<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>streamscope::ui::Bench</name>
    <message numerus="yes">
        <source>%n trace(s)</source>
        <translation>
            <numerusform>%n trace</numerusform>
            <numerusform>%n traces</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>streamscope::ui::BranchList</name>
    <message numerus="yes">
        <source>%Ln ops</source>
        <translation>
            <numerusform>%Ln op</numerusform>
            <numerusform>%Ln ops</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n more</source>
        <translation>
            <numerusform>%n more</numerusform>
            <numerusform>%n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>streamscope::ui::ChartPanel</name>
    <message numerus="yes">
        <source>mean of %n GPU(s)</source>
        <translation>
            <numerusform>of %n GPU</numerusform>
            <numerusform>mean of %n GPUs</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>streamscope::ui::FindBox</name>
    <message numerus="yes">
        <source>%n row(s)</source>
        <translation>
            <numerusform>%n row</numerusform>
            <numerusform>%n rows</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>streamscope::ui::FindingsPanel</name>
    <message numerus="yes">
        <source>%n more that are not at play</source>
        <translation>
            <numerusform>%n more that is not at play</numerusform>
            <numerusform>%n more that are not at play</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n more that cannot be told</source>
        <translation>
            <numerusform>%n more that cannot be told</numerusform>
            <numerusform>%n more that cannot be told</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n more not at play</source>
        <translation>
            <numerusform>%n more not at play</numerusform>
            <numerusform>%n more not at play</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n that cannot be told</source>
        <translation>
            <numerusform>%n that cannot be told</numerusform>
            <numerusform>%n that cannot be told</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>streamscope::ui::Inspector</name>
    <message numerus="yes">
        <source>%n byte(s)</source>
        <translation>
            <numerusform>%n byte</numerusform>
            <numerusform>%n bytes</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>streamscope::ui::ProgressLine</name>
    <message numerus="yes">
        <source>%n second(s) left</source>
        <translation>
            <numerusform>%n second left</numerusform>
            <numerusform>%n seconds left</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>streamscope::ui::lines</name>
    <message numerus="yes">
        <source>%n lost record(s)</source>
        <translation>
            <numerusform>%n lost record</numerusform>
            <numerusform>%n lost records</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n malformed record(s)</source>
        <translation>
            <numerusform>%n malformed record</numerusform>
            <numerusform>%n malformed records</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n operation(s) start before their launch</source>
        <translation>
            <numerusform>%n operation starts before its launch</numerusform>
            <numerusform>%n operations start before their launch</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n record(s) of unknown kind</source>
        <translation>
            <numerusform>%n record of unknown kind</numerusform>
            <numerusform>%n records of unknown kind</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n duplicate(s)</source>
        <translation>
            <numerusform>%n duplicate</numerusform>
            <numerusform>%n duplicates</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n arrow(s) without an end</source>
        <translation>
            <numerusform>%n arrow without an end</numerusform>
            <numerusform>%n arrows without an end</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n host slice(s) that do not nest</source>
        <translation>
            <numerusform>%n host slice that does not nest</numerusform>
            <numerusform>%n host slices that do not nest</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n overlap(s) within a stream</source>
        <translation>
            <numerusform>%n overlap within a stream</numerusform>
            <numerusform>%n overlaps within a stream</numerusform>
        </translation>
    </message>
</context>
</TS>
