// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/help_page.h"

#include "app/actions.h"

#include <QEvent>
#include <QTextBrowser>
#include <QVBoxLayout>

namespace streamscope::ui {

HelpPage::HelpPage(const Actions& actions) : m_actions(actions), m_text(new QTextBrowser(this))
{
    setObjectName(QStringLiteral("helpPage"));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_text);
    m_text->setOpenExternalLinks(true);
    m_text->setFrameShape(QFrame::NoFrame);
    m_text->document()->setDocumentMargin(24);
    resize(640, 720);
    fill();
}

QString HelpPage::markdown() const
{
    QString page = QStringLiteral("# %1\n\n").arg(tr("Streamscope"));
    page += tr("One row of pictures for each way to run the same work. Left: what runs, and where. Middle: the "
               "verdict, the "
               "timelines, the charts. Right: what happened.") +
            QStringLiteral("\n\n");
    page += tr("The host row says what the CPU does; each stream has a row of its own; overlapping bars are work done "
               "at the "
               "same time. Colour and pattern say what kind of operation it is.") +
            QStringLiteral("\n\n");
    page += QStringLiteral("## %1\n\n").arg(tr("In the timelines"));
    const std::pair<QString, QString> gestures[] = {{tr("Wheel"), tr("zoom at the pointer")},
                                                    {tr("Drag"), tr("pan")},
                                                    {tr("Shift and drag"), tr("select a stretch")},
                                                    {tr("Double click"), tr("fit the slice, or everything")},
                                                    {tr("W A S D, arrows"), tr("zoom and pan")},
                                                    {tr("Tab"), tr("next operation of the row")},
                                                    {tr("F"), tr("find by name")},
                                                    {tr("M"), tr("measure between two edges")},
                                                    {tr("Drag the playhead"), tr("scrub through slow motion")},
                                                    {tr("Esc"), tr("clear")}};
    for (const auto& [gesture, effect] : gestures)
        page += QStringLiteral("- **%1**: %2\n").arg(gesture, effect);
    QString menu;
    for (const Actions::HelpLine& line : m_actions.help()) {
        if (line.menu != menu) {
            menu = line.menu;
            page += QStringLiteral("\n## %1\n\n").arg(menu);
        }
        page += QStringLiteral("- **%1**: %2\n").arg(line.shortcut, line.name);
    }
    return page;
}

void HelpPage::fill()
{
    setWindowTitle(tr("Help and shortcuts"));
    m_text->setMarkdown(markdown());
}

void HelpPage::changeEvent(QEvent* event)
{
    // The window retranslates its actions on the same event; this comes after.
    if (event->type() == QEvent::LanguageChange)
        QMetaObject::invokeMethod(
            this, [this] { fill(); }, Qt::QueuedConnection);
    QWidget::changeEvent(event);
}

} // namespace streamscope::ui
