// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLabel>

namespace streamscope::ui {

/// A label that leaves out of its middle what it has no room for, and never asks for more room than a few letters take:
/// what it says must not move what stands around it. The whole text is its tool tip then.
class ElidedLabel : public QLabel
{
public:
    explicit ElidedLabel(const QString& text, QWidget* parent = nullptr);

    const QString& wholeText() const { return m_text; }
    void setWholeText(const QString& text);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void fit();

    QString m_text;
};

} // namespace streamscope::ui
