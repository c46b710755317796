// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QTextBrowser;

namespace streamscope::ui {

struct Actions;

/// What the window shows and every shortcut, in a window of its own that stands beside.
class HelpPage : public QWidget
{
    Q_OBJECT

public:
    explicit HelpPage(const Actions& actions);
    QString markdown() const;

protected:
    void changeEvent(QEvent* event) override;

private:
    void fill();

    const Actions& m_actions;
    QTextBrowser* m_text;
};

} // namespace streamscope::ui
