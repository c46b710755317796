// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
// 'Try': what a finding advises, as a new layout.
#include "app/main_window.h"

#include "app/message_bar.h"
#include "editor/editor_panel.h"
#include "editor/experiment_document.h"
#include "language/language.h"
#include "workload/edit.h"

#include <QDockWidget>

#include <nlohmann/json.hpp>

#include <optional>

namespace streamscope::ui {

namespace {

using Json = nlohmann::ordered_json;

/// The key of a layout that takes a cause away, and its value; nothing where only a person can decide what to change.
std::optional<std::pair<std::string, Json>> remedy(int cause)
{
    switch (cause) {
    case 2:
    case 19:
        return {{"launch", "graph"}};
    case 3:
        return {{"default_stream", "per-thread"}};
    case 4:
        return {{"memory", Json()}};
    case 8:
        return {{"connections", 32}};
    case 12:
        return {{"issue", "breadth-first"}};
    default:
        return std::nullopt;
    }
}

} // namespace

void MainWindow::tryAdvice(int cause)
{
    const std::size_t lane = m_bench->focus();
    if (m_bench->showsTraces() || lane >= m_bench->lanes().size())
        return;
    const QString made = m_editor->duplicateLayout(text(m_bench->lanes()[lane].key));
    if (made.isEmpty())
        return;
    if (const auto change = remedy(cause)) {
        const Status status = m_bench->document().edit(tr("try what a finding advises"), [&](const auto& experiment) {
            return workload::setLayoutField(experiment, made.toStdString(), change->first, change->second);
        });
        if (!status)
            m_messages->showProblem(sentence(status.error()));
        return;
    }
    // Nobody but the user knows what to change here: the copy is ready for it.
    m_editorDock->show();
    m_editorDock->raise();
}

} // namespace streamscope::ui
